import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Plugin } from 'rolldown'

/** Packages with machine code stay where they are installed; what is not installed is missing in the bundle as well. */
export function leaveOutside(target: string): Plugin {
  return {
    name: 'kreiswerk-leave-outside',
    async resolveId(source, importer, { isEntry, kind }) {
      if (isEntry || source.startsWith('node:')) return null
      const found = await this.resolve(source, importer, { skipSelf: true, kind })
      if (found === null) return { id: source, external: true }
      if (found.external || !existsSync(found.id)) return found
      const folder = packageFolderOf(found.id)
      return folder !== null && isNative(folder) ? { id: relative(target, found.id), external: true } : found
    },
  }
}

/** The nearest folder above a file whose package.json has a name; `null` when there is none. */
export function packageFolderOf(file: string): string | null {
  let folder = dirname(realpathSync(file))
  while (manifestIn(folder).name === undefined) {
    if (dirname(folder) === folder) return null
    folder = dirname(folder)
  }
  return folder
}

const manifestIn = (folder: string): Record<string, unknown> =>
  existsSync(join(folder, 'package.json'))
    ? (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>)
    : {}

const isNative = (folder: string): boolean =>
  existsSync(join(folder, 'binding.gyp')) || ['napi', 'gypfile', 'binary'].some((field) => field in manifestIn(folder))
