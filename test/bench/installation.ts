import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assembleFromTarballs, bundle } from '../packing/assemble.ts'

/** The deployment of this folder as an operator would have it: installed from npm packages, and bundled. */
export interface Installation {
  folder: string
  /** Bytes in `node_modules` and in the bundle, and packages in `node_modules`. */
  bytes: number
  packages: number
  remove(): Promise<void>
}

export async function installDeployment(): Promise<Installation> {
  const deployment = fileURLToPath(new URL('deployment', import.meta.url))
  const folder = await assembleFromTarballs(deployment, [
    'ui-kit',
    'core',
    'plugins/appointments',
    'plugins/feedback',
    'plugins/online-service',
  ])
  await bundle(folder)
  const modules = join(folder, 'node_modules')
  return {
    folder,
    bytes: (await bytesIn(modules)) + (await bytesIn(join(folder, '.kreiswerk'))),
    packages: await packagesIn(modules),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function bytesIn(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) bytes += (await lstat(join(entry.parentPath, entry.name))).size
  }
  return bytes
}

async function packagesIn(modules: string): Promise<number> {
  let packages = 0
  for (const name of await readdir(modules).catch(() => [])) {
    if (name.startsWith('.')) continue
    const scoped = name.startsWith('@') ? await readdir(join(modules, name)) : ['']
    for (const inner of scoped) packages += 1 + (await packagesIn(join(modules, name, inner, 'node_modules')))
  }
  return packages
}
