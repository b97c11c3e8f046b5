import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from '../run.ts'

/** A line of a `sh` block: settings before it, words, and where it stands. */
export interface Command {
  settings: string[]
  words: string[]
}

export function readCommand(line: string): Command {
  const words = line.match(/"[^"]*"|\S+/g) ?? []
  const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word))
  const settings = words.slice(0, first).map((word) => word.split('=')[0] ?? '')
  return { settings, words: words.slice(first) }
}

/** Tries a command, or looks up everything in it; throws a sentence that says what is wrong. */
export interface Rule {
  start: string
  check(words: string[], dataFolder: string): void | Promise<void>
}

const sourceCondition = '--import=./scripts/source-condition.mjs'
const kreiswerk = 'core/src/cli/kreiswerk.ts'
const readManifest = (file: string) =>
  JSON.parse(readFileSync(file, 'utf8')) as { name: string; version: string; scripts: Record<string, string> }
const { scripts } = readManifest('package.json')
const tarballs = globSync('{core,ui-kit,plugins/*}/package.json')
  .map(readManifest)
  .map(({ name, version }) => `./${name.slice(1).replace('/', '-')}-${version}.tgz`)

/** How each kind of command in the docs is held to the truth; the first that fits counts. */
export const rules: Rule[] = [
  { start: 'npm start', check: () => assertScript('start') },
  {
    start: 'npm test',
    check(files) {
      assertScript('test')
      assertFiles(files)
    },
  },
  {
    start: 'npm run',
    check([name = '', ...files]) {
      assertScript(name)
      assertFiles(files)
    },
  },
  { start: 'npm pack', check: (words) => assertFiles(words.filter((word) => word !== '-w')) },
  { start: 'npm install --save-dev', check: assertBundlesWith },
  { start: 'npm prune', check: assertBundlesWith },
  // Installs what the reader has packed before; `test/packing` does so from beginning to end.
  { start: 'npm install', check: (files) => files.forEach(assertTarball) },
  { start: 'npx tap run', check: assertFiles },
  { start: `npx node ${sourceCondition} ${kreiswerk}`, check: runKreiswerk },
  { start: 'npx kreiswerk-verify-receipt', check: (words) => assertUsage('core/src/audit/verify-receipt.ts', words) },
  { start: 'npx kreiswerk', check: runKreiswerk },
  // A program of the operator's own, not of this repository.
  { start: 'sqlite3', check: () => {} },
]

/** These end by themselves and change nothing but the data folder. The others serve a portal or need one that has run. */
const runnable = ['plugins', 'migrate plan', 'migrate run']

const done = new Set<string>()

async function runKreiswerk(words: string[], dataFolder: string): Promise<void> {
  await assertUsage(kreiswerk, words)
  const line = words.join(' ').replace(/ --folder \S+$/, '')
  const usage = await usageOf(kreiswerk)
  const command = [...usage.matchAll(/\n  ([a-z]+(?: [a-z]+)*)/g)]
    .map(([, name = '']) => name)
    .find((name) => `${line} `.startsWith(`${name} `))
  if (command === undefined) throw new Error(`kreiswerk has no command ${line}`)
  if (!runnable.includes(command) || done.has(command)) return
  done.add(command)
  const args = [sourceCondition, kreiswerk, ...command.split(' '), '--folder', 'sample-deployment']
  await run(process.execPath, args, root, { KREISWERK_DATA: dataFolder })
}

async function assertUsage(script: string, words: string[]): Promise<void> {
  const usage = await usageOf(script)
  const unknown = words.find((word) => word.startsWith('--') && !usage.includes(word))
  if (unknown !== undefined) throw new Error(`${script} does not know ${unknown}`)
}

const usages = new Map<string, Promise<string>>()

/** What a command prints when it is called without words: it ends with 2. */
function usageOf(script: string): Promise<string> {
  const usage =
    usages.get(script) ?? run(process.execPath, [sourceCondition, script], root).catch((error: Error) => error.message)
  usages.set(script, usage)
  return usage
}

function assertScript(name: string): void {
  if (scripts[name] === undefined) throw new Error(`package.json has no script ${name}`)
}

function assertFiles(paths: string[]): void {
  const missing = paths.find((path) => path !== '--' && !existsSync(join(root, path)))
  if (missing !== undefined) throw new Error(`${missing} does not exist`)
}

const assembling = readFileSync('test/packing/assemble.ts', 'utf8')

/** The packing test bundles a deployment the way operators are told. */
function assertBundlesWith(words: string[]): void {
  const other = words.find((word) => !assembling.includes(`'${word}'`))
  if (other !== undefined) throw new Error(`${other} is not what the packing test bundles with`)
}

function assertTarball(file: string): void {
  if (!tarballs.includes(file)) throw new Error(`${file} is not what npm pack writes: ${tarballs.join(', ')}`)
}
