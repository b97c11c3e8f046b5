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
    const german = keysOf(folder, 'de')
    const english = keysOf(folder, 'en')
    const others = localesOf(folder).filter((locale) => locale !== 'de')
    const kernel = createKernelPlugin(testDeployment(installed), { folder: '.', dataFolder: '.' })
    const { plugins } = assemble(installed, kernel)
    const wording = collectMessages(plugins).wording(manifest.id, 'de')
    const used = usedKeys(folder).filter(({ key }) => wording.words(key) === undefined)
    return {
      findings: [
        ...[...german].filter((key) => !english.has(key)).map((key) => `locales: "${key}" has no English words`),
        ...others.flatMap((locale) =>
          [...keysOf(folder, locale)]
            .filter((key) => !german.has(key))
            .map((key) => `locales: "${key}" is in ${locale}, but not in German, the source of every text`),
        ),
        ...used.map(({ key, file }) => `${file} uses the text "${key}", which has no words`),
      ],
    }
  },
}

/** `<locale>.json` or `<topic>.<locale>.json`, as the portal reads them. */
const localeOf = (file: string): string => file.slice(0, -'.json'.length).split('.').at(-1) ?? ''

function filesOf(folder: string): string[] {
  const locales = join(folder, 'locales')
  return existsSync(locales) ? readdirSync(locales).filter((file) => file.endsWith('.json')) : []
}

const localesOf = (folder: string): string[] => [...new Set(filesOf(folder).map(localeOf))]

function keysOf(folder: string, locale: string): Set<string> {
  const files = filesOf(folder).filter((file) => localeOf(file) === locale)
  return new Set(
    files.flatMap((file) => Object.keys(JSON.parse(readFileSync(join(folder, 'locales', file), 'utf8')) as object)),
  )
}

const sentence = /(?<![\w$.])t\(\s*(['"])([^'"\n]+)\1/g
// A fault of the portal has words of its own; what people can mend themselves is said in the plugin's.
const refusal = /(?<![\w$.])defineError\(\s*(['"])([^'"\n]+)\1,\s*[1-4]\d\d\b/g

/** The keys that stand in the sources as they are; a key that is put together cannot be seen. */
function usedKeys(folder: string): { key: string; file: string }[] {
  return globSync('{src,ui}/**/*.ts', { cwd: folder })
    .filter((file) => !/\.(test|d)\.ts$/.test(file))
    .sort()
    .flatMap((file) => {
      const code = readFileSync(join(folder, file), 'utf8')
      return [
        ...[...code.matchAll(sentence)].map(([, , key = '']) => ({ key, file })),
        ...[...code.matchAll(refusal)].map(([, , code = '']) => ({ key: `error.${code}`, file })),
      ]
    })
}
