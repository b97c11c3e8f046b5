import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the package that a file belongs to: the nearest one above whose package.json has a name, or `null`. */
export function packageFolderOf(file: string): string | null {
  let folder = dirname(file)
  while (manifestIn(folder).name === undefined) {
    if (dirname(folder) === folder) return null
    folder = dirname(folder)
  }
  return folder
}

/** The folder of the package that declares a plugin; one of a module without package is told when its manifest is read. */
export function pluginFolderOf(moduleUrl: string): string {
  const file = fileURLToPath(moduleUrl)
  return packageFolderOf(file) ?? dirname(file)
}

/** What package.json in a folder says; empty when there is none. */
export const manifestIn = (folder: string): Record<string, unknown> =>
  existsSync(join(folder, 'package.json'))
    ? (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>)
    : {}

/** The folder of an installed package as seen from another folder; `undefined` when it is not installed there. */
export function installedFolder(name: string, from: string): string | undefined {
  const searched = createRequire(join(from, 'package.json')).resolve.paths(name) ?? []
  return searched.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'package.json')))
}
