import { readFileSync } from 'node:fs'

/** Languages in which the audit speaks outside of pages: at the command line and in the check of a receipt. */
export type Locale = 'de' | 'en'

const loaded = new Map<Locale, Record<string, string>>()

function wordsOf(locale: Locale): Record<string, string> {
  const known = loaded.get(locale)
  if (known !== undefined) return known
  const file = new URL(`../../locales/audit.${locale}.json`, import.meta.url)
  const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  loaded.set(locale, words)
  return words
}

/** The sentence for `key`, with `{name}` filled from `params`. */
export function say(key: string, params: Record<string, string | number>, locale: Locale): string {
  const sentence = wordsOf(locale)[key] ?? key
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
