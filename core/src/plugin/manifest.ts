import { readFileSync } from 'node:fs'
import { Type } from '../base/schema.ts'
import type { Static } from '../base/schema.ts'
import { compiledAtFirstUse } from '../action/validation.ts'
import { errors } from './errors.ts'

const Retention = Type.String({ pattern: '^P(\\d+Y)?(\\d+M)?(\\d+D)?$' })

/** The `kreiswerk` field of a plugin's package.json: readable with `npm view` before anything is installed. */
export const ManifestSchema = Type.Object({
  /** Permanent, lower-case; prefix of addresses, permissions, jobs and events. */
  id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,30}$' }),
  /** Generation of the kernel's plugin contract. */
  contract: Type.Integer({ minimum: 1 }),
  /** Other plugins that must be there: id → semver range. */
  requires: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** Other plugins that may be there: id → semver range. */
  optional: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** Prefix of every table the plugin owns. */
  tables: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]*_$' })),
  /** Prefix of every custom element the plugin defines. */
  elements: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]*-$' })),
  /** Permission → what it allows, in words. */
  permissions: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z][a-z0-9.-]+$' }), Type.String())),
  personalData: Type.Optional(
    Type.Array(
      Type.Object({
        category: Type.String(),
        fields: Type.Array(Type.String()),
        basis: Type.String(),
        retention: Retention,
      }),
    ),
  ),
  /** Hosts the plugin talks to. */
  outbound: Type.Optional(Type.Array(Type.String())),
})

export type Manifest = Static<typeof ManifestSchema>

/** A plugin's package as far as it can be read without running its code. */
export interface PluginPackage {
  /** npm name. */
  name: string
  version: string
  /** Folder of the package. */
  folder: string
  manifest: Manifest
  peerDependencies: Record<string, string>
}

const check = compiledAtFirstUse(ManifestSchema, 'json')

/** Reads and checks the manifest in a folder's package.json. Throws `plugin.manifest-missing` or `-invalid`. */
export function readPluginPackage(folder: string): PluginPackage {
  const found = readCheckedPackage(folder)
  const problems = check(found.manifest)
  const [first] = problems
  if (first !== undefined) {
    const problem = `${first.pointer || '/'} ${first.code}`
    throw errors.manifestInvalid({ package: found.name, problem }, { problems })
  }
  return found
}

/** The same where this very package.json was checked before. Throws `plugin.manifest-missing`. */
export function readCheckedPackage(folder: string): PluginPackage {
  const contents = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
    name: string
    version: string
    kreiswerk?: Manifest
    peerDependencies?: Record<string, string>
  }
  const { name, version, kreiswerk: manifest, peerDependencies = {} } = contents
  if (manifest === undefined) throw errors.manifestMissing({ package: name })
  return { name, version, folder, manifest, peerDependencies }
}
