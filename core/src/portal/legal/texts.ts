import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineError } from '../../base/error.ts'
import { service } from '../../base/reference.ts'

const textMissing = defineError(
  'portal.text-missing',
  500,
  'The text {name}.de.md is missing in {folder}; every portal needs welcome, imprint, privacy and accessibility',
)

/** The municipality's own texts. */
export interface Texts {
  /** Markdown of a text in this language, else in German. */
  read(name: string, locale: string): string
}

export const texts = service<Texts>('core.texts@1')

export const requiredTexts = ['welcome', 'imprint', 'privacy', 'accessibility'] as const

/** Reads texts from `<folder>/<name>.<locale>.md`, each once. Throws `portal.text-missing` at the start. */
export function createTexts(folder: string): Texts {
  const read = new Map<string, string>()
  for (const name of requiredTexts) {
    if (!existsSync(join(folder, `${name}.de.md`))) throw textMissing({ name, folder })
  }
  return {
    read(name, locale) {
      const own = join(folder, `${name}.${locale}.md`)
      const file = existsSync(own) ? own : join(folder, `${name}.de.md`)
      const known = read.get(file)
      if (known !== undefined) return known
      const text = readFileSync(file, 'utf8')
      read.set(file, text)
      return text
    },
  }
}
