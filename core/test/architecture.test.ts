import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const source = join(import.meta.dirname, '../src')

t.test('every file of the kernel is short enough to hold one concept', async (t) => {
  const files = globSync('**/*.ts', { cwd: source })
  t.ok(files.length > 100)
  const long = files.filter((file) => readFileSync(join(source, file), 'utf8').split('\n').length > 300)
  t.strictSame(long, [])
})
