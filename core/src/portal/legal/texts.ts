import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { opens } from '../../base/opens.ts'
import { service } from '../../base/reference.ts'
import { errors } from '../errors.ts'

/** The municipality's own texts. */
export interface Texts {
  /** Markdown of a text in this language, else in German. */
  read(name: string, locale: string): string
}

export const texts = service<Texts>('core.texts@1')

export const requiredTexts = ['welcome', 'imprint', 'privacy', 'accessibility'] as const

/** Throws `portal.text-missing` or `portal.file-denied` when a text that every portal needs cannot be read. */
export function assertTexts(folder: string): void {
  for (const name of requiredTexts) {
    const file = join(folder, `${name}.de.md`)
    const found = opens(file)
    if (found === 'missing') throw errors.textMissing({ name, folder })
    if (found === 'denied') throw errors.fileDenied({ file })
  }
}

/** Reads texts from `<folder>/<name>.<locale>.md`, each once. */
export function createTexts(folder: string): Texts {
  const known = new Map<string, string>()
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
