import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { root } from '../run.ts'
import { requirements } from './requirements.ts'

process.chdir(root)

interface Row {
  id: string
  asked: string
  state: string
  shown: string
}

const page = readFileSync('docs/security.md', 'utf8')
const rows: Row[] = [...page.matchAll(/^\| (\d+\.\d+\.\d+) +\| (.+?) *\| (\S+) +\| (.*?) *\|$/gm)].map(
  ([, id = '', asked = '', state = '', shown = '']) => ({ id, asked, state, shown }),
)
const tests = ({ shown }: Row) => [...shown.matchAll(/\[([^\]]+)\]\((\.\.\/[^)]+\.test\.ts)\)/g)]
const wanted = Object.entries(requirements).flatMap(([chapter, ids]) => ids.split(' ').map((id) => `${chapter}.${id}`))

/** Whether a test that runs begins with this name; words of a comment, or of a test that is left out, show nothing. */
const isTest = (source: string, name: string): boolean =>
  source
    .split(name)
    .slice(0, -1)
    .some((before) => /(?:\bt\.test|\beach\w+)\(\s*(?:t,\s*)?['"`]$/.test(before))

t.test('every requirement of levels 1 and 2 stands in the table once, in its chapter', (t) => {
  t.equal(wanted.length, 253)
  t.same(
    rows.map(({ id }) => id),
    wanted,
  )
  for (const chapter of Object.keys(requirements)) t.match(page, new RegExp(`^### V${chapter} `, 'm'))
  t.end()
})

t.test('a row is met, not applicable or open', (t) => {
  t.same(
    rows.filter(({ state }) => !['met', 'n.a.', 'open'].includes(state)).map(({ id }) => id),
    [],
  )
  t.end()
})

t.test('whatever is met is shown by tests that exist', (t) => {
  for (const row of rows.filter(({ state }) => state === 'met')) {
    if (tests(row).length === 0) t.fail(`${row.id} is met without a test`)
  }
  for (const row of rows) {
    for (const [, name = '', link = ''] of tests(row)) {
      const file = join(dirname('docs/security.md'), link)
      if (!existsSync(file)) t.fail(`${row.id} names ${file}, which does not exist`)
      else if (!isTest(readFileSync(file, 'utf8'), name)) t.fail(`${row.id}: ${file} has no test "${name}"`)
    }
  }
  t.ok(rows.length > 0)
  t.end()
})

t.test('what is open or does not apply says why', (t) => {
  for (const { id, shown } of rows.filter(({ state }) => state !== 'met')) {
    const words = shown.replace(/\[[^\]]*\]\([^)]*\)|<br>/g, '').trim()
    if (words === '') t.fail(`${id} says nothing`)
  }
  t.ok(rows.length > 0)
  t.end()
})

t.test('the counts are right', (t) => {
  const count = (state: string) => rows.filter((row) => row.state === state).length
  t.match(
    page,
    `${rows.length} requirements: ${count('met')} met, ${count('n.a.')} not applicable, ${count('open')} open.`,
  )
  t.end()
})
