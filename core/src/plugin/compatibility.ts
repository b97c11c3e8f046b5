import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import satisfies from 'semver/functions/satisfies.js'
import { errors } from './errors.ts'
import type { PluginPackage } from './manifest.ts'

/** The contract generations this kernel can read: the current one and the one before. */
export const contractGenerations: readonly number[] = [1]

/** The libraries of which one process may hold only one copy. */
const single = ['@kreiswerk/core', '@mikro-orm/core']

export interface Kernel {
  version: string
  /** Folder that the kernel's own libraries are resolved from. */
  folder: string
}

/**
 * Checks plugins against the kernel and each other before any of their code runs: contract generation, range of the
 * kernel, one physical copy of the shared libraries, and no clash of ids and prefixes.
 */
export function assertCompatible(plugins: readonly PluginPackage[], kernel: Kernel): void {
  for (const plugin of plugins) {
    assertGeneration(plugin)
    assertCoreRange(plugin, kernel)
    assertSingleCopies(plugin, kernel)
  }
  assertNoClash(plugins, 'id', (manifest) => manifest.id, isSame, kernelIds)
  assertNoClash(plugins, 'table prefix', (manifest) => manifest.tables, isWithin, ['core_'])
  assertNoClash(plugins, 'element prefix', (manifest) => manifest.elements, isWithin, ['kw-'])
}

/** Places in addresses that belong to the kernel, the ui-kit and the deployment's own files. */
const kernelIds = ['core', 'ui-kit', 'deployment']

const isSame = (one: string, other: string): boolean => one === other
// The tables of `post_` and `post_box_` could not be told apart.
const isWithin = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one)

function assertGeneration({ name, manifest }: PluginPackage): void {
  if (contractGenerations.includes(manifest.contract)) return
  const supported = contractGenerations.join(' and ')
  throw errors.contractGeneration({ package: name, found: manifest.contract, supported })
}

function assertCoreRange({ name, peerDependencies }: PluginPackage, kernel: Kernel): void {
  const wanted = peerDependencies['@kreiswerk/core']
  if (wanted === undefined || satisfies(kernel.version, wanted, { includePrerelease: true })) return
  throw errors.coreRange({ package: name, wanted, found: kernel.version })
}

function assertSingleCopies(plugin: PluginPackage, kernel: Kernel): void {
  for (const library of single) {
    const wanted = library === '@kreiswerk/core' ? realOf(kernel.folder) : folderOf(library, kernel.folder)
    const found = folderOf(library, plugin.folder)
    if (wanted !== undefined && found !== undefined && wanted !== found) {
      throw errors.secondCopy({ package: plugin.name, library, found, wanted })
    }
  }
}

/** The real folder of a package as seen from `from`, found the way Node.js looks for it. */
function folderOf(name: string, from: string): string | undefined {
  const searched = createRequire(join(from, 'package.json')).resolve.paths(name) ?? []
  const found = searched.map((folder) => join(folder, name, 'package.json')).find(existsSync)
  return found === undefined ? undefined : realpathSync(dirname(found))
}

const realOf = (folder: string): string => (existsSync(folder) ? realpathSync(folder) : folder)

function assertNoClash(
  plugins: readonly PluginPackage[],
  kind: string,
  claim: (manifest: PluginPackage['manifest']) => string | undefined,
  clashes: (one: string, other: string) => boolean,
  kernels: readonly string[],
): void {
  const claimed = new Map(kernels.map((value) => [value, '@kreiswerk/core']))
  for (const { name, manifest } of plugins) {
    const value = claim(manifest)
    if (value === undefined) continue
    for (const [taken, first] of claimed) {
      if (clashes(taken, value)) throw errors.clash({ first, second: name, kind, value })
    }
    claimed.set(value, name)
  }
}
