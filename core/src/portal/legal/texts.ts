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
  const known = new Map<string, string>()
  for (const name of requiredTexts) {
    if (!existsSync(join(folder, `${name}.de.md`))) throw textMissing({ name, folder })
  }
  const fileOf = (key: string, name: string): string => {
    const own = join(folder, `${key}.md`)
    return existsSync(own) ? own : join(folder, `${name}.de.md`)
  }
  return {
    read(name, locale) {
      const key = `${name}.${locale}`
      const text = known.get(key) ?? readFileSync(fileOf(key, name), 'utf8')
      known.set(key, text)
      return text
    },
  }
}
