import { readFileSync } from 'node:fs'

const read = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../locales/${locale}.json`, import.meta.url), 'utf8')) as Record<string, string>

/** The kit's own words by locale: flat maps from `kit.*` to the message. Server only; empty in the browser build. */
export const kitLocales: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: read('de'),
  en: read('en'),
  'de-simple': read('de-simple'),
}
