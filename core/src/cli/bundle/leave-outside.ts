import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Plugin } from 'rolldown'
import { manifestIn, packageFolderOf } from '../../portal/find-package.ts'

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

const isNative = (folder: string): boolean =>
  existsSync(join(folder, 'binding.gyp')) || ['napi', 'gypfile', 'binary'].some((field) => field in manifestIn(folder))
