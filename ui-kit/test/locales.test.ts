import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { kitLocales } from '@kreiswerk/ui-kit'

const source = fileURLToPath(new URL('../src', import.meta.url))
const german = Object.keys(kitLocales['de']!)

t.test('every text exists in every language, with the same placeholders', async (t) => {
  const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
  for (const [locale, texts] of Object.entries(kitLocales)) {
    t.strictSame(Object.keys(texts).sort(), [...german].sort(), locale)
    for (const key of german)
      t.strictSame(placeholders(texts[key]!), placeholders(kitLocales['de']![key]!), `${locale} ${key}`)
  }
})

t.test('every text that the templates name exists', async (t) => {
  const named = globSync(`${source}/**/*.ts`).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bt\('(kit\.[\w.-]+)'/g)].map(([, key]) => key!),
  )
  t.ok(named.length > 40)
  t.strictSame(
    [...new Set(named)].filter((key) => !german.includes(key)),
    [],
  )
})

t.test('Leichte Sprache has short sentences', async (t) => {
  const long = Object.values(kitLocales['de-simple']!)
    .flatMap((text) => text.split(/[.:!?] /))
    .filter((sentence) => sentence.split(' ').length > 10)
  t.strictSame(long, [])
})
