import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the package that a module belongs to: the nearest one above it with a package.json. */
export function packageFolderOf(moduleUrl: string): string {
  let folder = dirname(fileURLToPath(moduleUrl))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

/** The folder of an installed package as seen from another folder; `undefined` when it is not installed there. */
export function installedFolder(name: string, from: string): string | undefined {
  const searched = createRequire(join(from, 'package.json')).resolve.paths(name) ?? []
  return searched.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'package.json')))
}
