import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const files = globSync(['core/locales/*.json', 'ui-kit/locales/*.json', 'plugins/*/locales/*.json'], { cwd: root })

const keysOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^\s*"((?:[^"\\]|\\.)+)":/gm)].map(([, key]) => key!)

t.test('no text takes the place of another: a key stands once per language', async (t) => {
  const places = new Map<string, string[]>()
  for (const file of files) {
    const language = basename(file, '.json').split('.').at(-1)
    for (const key of keysOf(file)) {
      const name = `${dirname(file)} ${language} ${key}`
      places.set(name, [...(places.get(name) ?? []), basename(file)])
    }
  }
  t.ok(places.size > 500)
  t.same(
    [...places].filter(([, where]) => where.length > 1),
    [],
  )
})
