import { createHash } from 'node:crypto'
import { scriptText } from '@kreiswerk/ui-kit'
import type { UiFiles } from './ui-files.ts'

/** The one import map of the assembled portal, with the hash that lets the Content-Security-Policy pass it. */
export interface ImportMap {
  json: string
  cspHash: string
}

/** Maps the shared specifiers to the kit's files, and every module to its integrity. */
export function createImportMap(ui: Iterable<UiFiles>): ImportMap {
  const imports: Record<string, string> = {}
  const integrity: Record<string, string> = {}
  for (const files of ui) {
    for (const [specifier, file] of Object.entries(files.imports ?? {})) imports[specifier] = files.base + file
    for (const { file, integrity: hash } of files.files) {
      if (file.endsWith('.js')) integrity[files.base + file] = hash
    }
  }
  const json = JSON.stringify({ imports, integrity })
  return { json, cspHash: `'sha256-${createHash('sha256').update(scriptText(json)).digest('base64')}'` }
}
