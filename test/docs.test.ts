import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'
import t from 'tap'
import { createTestPortal } from '../core/src/testing/index.ts'
import { demoCitizens, demoStaff } from '../sample-deployment/demo-data.ts'
import deployment from '../sample-deployment/kreiswerk.config.ts'
import { readCommand, rules } from './docs/commands.ts'
import { missingPart, readGuides } from './docs/markdown.ts'
import { root } from './run.ts'

process.chdir(root)
t.setTimeout(240_000)
const guides = readGuides()
const guideAt = (path: string) => guides.find((guide) => guide.path === path)!

t.test('links lead to files and headings that exist', (t) => {
  for (const { path, links } of guides) {
    for (const link of links.filter((one) => !/^(https?|mailto):/.test(one))) {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : normalize(join(dirname(path), decodeURIComponent(file))).replace(/\/$/, '')
      if (!existsSync(target)) t.fail(`${path} links to ${target}, which does not exist`)
      else if (anchor !== undefined && !guideAt(target).anchors.includes(anchor)) {
        t.fail(`${path} links to #${anchor}, which ${target} does not have`)
      }
    }
  }
  t.ok(guides.length > 20)
  t.end()
})

t.test('excerpts occur in the files they name', (t) => {
  const excerpts = guides.flatMap(({ path, fences }) => fences.map((fence) => ({ path, ...fence })))
  for (const { path, file, text } of excerpts) {
    if (file === undefined) continue
    if (!existsSync(file)) t.fail(`${path} takes an excerpt from ${file}, which does not exist`)
    else t.equal(missingPart(text, file), undefined, `${path}: excerpt from ${file}`)
  }
  const known = ['ts', 'json', 'css', 'sh', 'text']
  t.same([...new Set(excerpts.map(({ language }) => language))].filter((one) => !known.includes(one)).join(), '')
  t.end()
})

t.test('commands run, or everything in them exists', async (t) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'kreiswerk-docs-'))
  t.teardown(() => rmSync(dataFolder, { recursive: true, force: true }))
  const shell = guides.flatMap(({ path, fences }) => fences.map((fence) => ({ path, ...fence })))
  for (const { path, text } of shell.filter(({ language }) => language === 'sh')) {
    for (const line of text.split('\n')) {
      const { settings, words } = readCommand(line)
      const plain = words.join(' ')
      const rule = rules.find(({ start }) => plain === start || plain.startsWith(`${start} `))
      const unknown = settings.filter((name) => !settingsOf(guideAt('README.md').text).includes(name))
      t.same(unknown, [], `${path}: settings of ${line}`)
      if (rule === undefined) t.fail(`${path}: nobody knows whether this is true: ${line}`)
      else await t.resolves(async () => rule.check(words.slice(rule.start.split(' ').length), dataFolder), line)
    }
  }
})

t.test('every promise of the README has a command that tries it', async (t) => {
  const [, promises = ''] = guideAt('README.md').text.split('## What we promise and how it is tested')
  const rows = (promises.split(/^## /m)[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
  t.ok(rows.length >= 20, `${rows.length} promises`)
  for (const row of rows) {
    const line = /\| `(npm (?:test|run) [^`]+)` +\|$/.exec(row)?.[1]
    const { words } = readCommand(line ?? '')
    const rule = rules.find(({ start }) => words.join(' ').startsWith(start))
    if (rule === undefined) t.fail(`no command tries this: ${row}`)
    else await t.resolves(async () => rule.check(words.slice(2), ''), row)
  }
})

t.test('files that are named exist', (t) => {
  const folders = /`((?:core|ui-kit|plugins|scripts|test|sample-deployment)\/[\w./-]*[\w/])`/g
  for (const { path, text } of guides) {
    for (const [, named = ''] of text.matchAll(folders)) t.ok(existsSync(named), `${path} names ${named}`)
  }
  for (const [named] of guideAt('docs/request-flow.md').text.matchAll(/\b(web|action|storage|audit)\/[\w-]+\.ts\b/g)) {
    t.ok(existsSync(`core/src/${named}`), `docs/request-flow.md names ${named}`)
  }
  t.end()
})

const settingsOf = (readme: string): string[] => [...readme.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name = '']) => name)

t.test('the table of settings is complete', (t) => {
  const source = readFileSync('core/src/portal/environment.ts', 'utf8')
  const read = new Set([...source.matchAll(/variables\.([A-Z_]+)/g)].map(([, name = '']) => name))
  const sample = readFileSync('sample-deployment/kreiswerk.config.ts', 'utf8')
  t.match(sample, "env('SMTP_URL'")
  t.same(settingsOf(guideAt('README.md').text).sort(), [...read, 'SMTP_URL'].sort())
  t.end()
})

t.test('the decisions are numbered without a gap', (t) => {
  const numbers = globSync('docs/decisions/0*.md')
    .map((file) => Number(/(\d{4})-/.exec(file)?.[1]))
    .sort((a, b) => a - b)
  t.same(
    numbers,
    numbers.map((_, index) => index + 1),
  )
  t.end()
})

/** The API is compared with its document below, the metrics have a port of their own. */
const elsewhere = ['/api', '/metrics']

t.test('demo logins and addresses are those of the sample', async (t) => {
  const readme = guideAt('README.md').text
  for (const { name, email, password } of [...demoCitizens, ...demoStaff]) {
    t.ok(
      [name, email, password].every((fact) => readme.includes(fact)),
      name,
    )
  }
  const texts = join(root, 'sample-deployment/texts')
  const portal = await createTestPortal({
    plugins: deployment.plugins,
    deployment: { ...deployment, texts, assets: undefined, theme: undefined, developmentMailbox: true },
  })
  t.teardown(() => portal.close())
  const browser = portal.browser()
  const { paths } = await browser.get<{ paths: object }>('/openapi.json')
  for (const { path, text } of guides) {
    for (const [, page = ''] of text.matchAll(/http:\/\/localhost:3000(\/[\w/.-]*)/g)) {
      t.equal((await browser.open(page)).status, 200, `${path} names ${page}`)
    }
    if (path.startsWith('ui-kit/')) continue // what looks like an address there is a pointer into a form
    for (const [, page = ''] of text.matchAll(/`(\/(?:staff\/)?[a-z][a-z/.-]+)`/g)) {
      if (elsewhere.some((address) => page.startsWith(address))) continue
      t.ok((await browser.open(page)).status < 400, `${path} names ${page}`)
    }
    for (const [, api = ''] of text.matchAll(/(\/api\/[\w/{}-]+)(?=[`',;: ]|$)/gm)) {
      t.ok(api in paths, `${path} names ${api}`)
    }
  }
})
