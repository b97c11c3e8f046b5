import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { assemble } from '../../portal/assemble.ts'
import { createKernelPlugin } from '../../portal/kernel-plugin.ts'
import { collectMessages } from '../../portal/site-messages.ts'
import { testDeployment } from '../test-deployment.ts'
import type { Rule } from './rule.ts'

export const localesRule: Rule = {
  name: 'every text has its words in German and in English',
  check({ package: { manifest, folder }, installed }) {
    const broken = filesOf(folder).flatMap((file) => faultOf(folder, file) ?? [])
    if (broken.length > 0) return { findings: broken }
    const german = textsOf(folder, 'de')
    const english = textsOf(folder, 'en')
    const others = localesOf(folder).filter((locale) => locale !== 'de')
    const kernel = createKernelPlugin(testDeployment(installed), { folder: '.', dataFolder: '.' })
    const { plugins } = assemble(installed, kernel)
    const wording = collectMessages(plugins).wording(manifest.id, 'de')
    const used = usedKeys(folder).filter(({ key }) => wording.words(key) === undefined)
    return {
      findings: [
        ...[...german.keys()].filter((key) => !english.has(key)).map((key) => `locales: "${key}" has no English words`),
        ...['de', ...others].flatMap((locale) => emptyIn(locale, textsOf(folder, locale))),
        ...others.flatMap((locale) => differencesIn(locale, textsOf(folder, locale), german)),
        ...used.map(({ key, file }) => `${file} uses the text "${key}", which has no words`),
      ],
    }
  },
}

const emptyIn = (locale: string, texts: Texts): string[] =>
  [...texts].filter(([, text]) => text.trim() === '').map(([key]) => `locales: "${key}" is empty in ${locale}`)

function differencesIn(locale: string, texts: Texts, german: Texts): string[] {
  return [...texts].flatMap(([key, text]) => {
    const source = german.get(key)
    if (source === undefined) return [`locales: "${key}" is in ${locale}, but not in German, the source of every text`]
    // A language may leave a value out, but not name one that nobody gives.
    const unknown = placeholdersOf(text).filter((name) => !placeholdersOf(source).includes(name))
    return unknown.map((name) => `locales: "${key}" has {${name}} in ${locale}, but not in German`)
  })
}

const placeholdersOf = (text: string): string[] => [...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name)

/** `<locale>.json` or `<topic>.<locale>.json`, as the portal reads them. */
const localeOf = (file: string): string => file.slice(0, -'.json'.length).split('.').at(-1) ?? ''

function filesOf(folder: string): string[] {
  const locales = join(folder, 'locales')
  return existsSync(locales) ? readdirSync(locales).filter((file) => file.endsWith('.json')) : []
}

const localesOf = (folder: string): string[] => [...new Set(filesOf(folder).map(localeOf))]

type Texts = ReadonlyMap<string, string>

function faultOf(folder: string, file: string): string | undefined {
  try {
    const odd = Object.entries(read(folder, file)).find(([, text]) => typeof text !== 'string')
    return odd && `locales/${file}: "${odd[0]}" is no text`
  } catch (error) {
    return `locales/${file} cannot be read: ${(error as Error).message}`
  }
}

const read = (folder: string, file: string) =>
  JSON.parse(readFileSync(join(folder, 'locales', file), 'utf8')) as Record<string, string>

function textsOf(folder: string, locale: string): Texts {
  const files = filesOf(folder).filter((file) => localeOf(file) === locale)
  return new Map(files.flatMap((file) => Object.entries(read(folder, file))))
}

// A template with a placeholder in it is a key that is put together.
const sentence = /(?<![\w$.])t\(\s*(['"`])([^'"`$\n]+)\1/g
// A fault of the portal has words of its own; what people can mend themselves is said in the plugin's.
const refusal = /(?<![\w$.])defineError\(\s*(['"])([^'"\n]+)\1,\s*[1-4]\d\d\b/g

/** The keys that stand in the sources as they are; a key that is put together cannot be seen. */
function usedKeys(folder: string): { key: string; file: string }[] {
  return globSync('{src,ui}/**/*.{ts,js,mts,mjs}', { cwd: folder })
    .filter((file) => !/\.(test|d)\.m?[tj]s$/.test(file))
    .sort()
    .flatMap((file) => {
      const code = readFileSync(join(folder, file), 'utf8')
      return [
        ...[...code.matchAll(sentence)].map(([, , key = '']) => ({ key, file })),
        ...[...code.matchAll(refusal)].map(([, , code = '']) => ({ key: `error.${code}`, file })),
      ]
    })
}
