import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { commitTo, readEntry, writeDetails, writeEntry, type AuditEntry } from '../../src/audit/entry.ts'
import { auditErrors } from '../../src/audit/errors.ts'

const entry: AuditEntry = {
  v: 1,
  id: '0190a1b2-0000-7000-8000-000000000001',
  at: '2026-03-01T10:00:00.000Z',
  actor: null,
  realm: 'anonymous',
  action: 'sample.change',
  object: 'thing:ä',
  plugin: 'sample',
  correlationId: 'request-1',
}

t.test('an entry is canonical JSON: sorted keys, no spaces, text as it is', async (t) => {
  const text = writeEntry(entry)
  t.equal(
    text,
    '{"action":"sample.change","actor":null,"at":"2026-03-01T10:00:00.000Z","correlationId":"request-1",' +
      '"id":"0190a1b2-0000-7000-8000-000000000001","object":"thing:ä","plugin":"sample","realm":"anonymous","v":1}',
  )
  t.strictSame(readEntry(text), entry)
  t.equal(readEntry('{"v":2,"id":"x"}'), null)
  t.equal(readEntry('nonsense'), null)
})

t.test('an entry has at most 2,048 bytes, counted in UTF-8', async (t) => {
  const room = 2048 - Buffer.byteLength(writeEntry({ ...entry, object: '' }))
  t.equal(Buffer.byteLength(writeEntry({ ...entry, object: 'ä'.repeat(room / 2) })), 2048 - (room % 2))
  t.throws(() => writeEntry({ ...entry, object: 'ä'.repeat(room / 2 + 1) }), { code: 'audit.entry-too-large' })
  t.throws(() => writeDetails('x'.repeat(65_535)), { code: 'audit.details-too-large' })
})

t.test('details are committed to by meaning, whatever the order of their keys', async (t) => {
  t.equal(writeDetails({ b: 1, a: [2, { d: null, c: 'é' }] }), '{"a":[2,{"c":"é","d":null}],"b":1}')
  fc.assert(
    fc.property(fc.jsonValue(), (value) => writeDetails(value) === writeDetails(JSON.parse(writeDetails(value)))),
  )
})

t.test('without the salt a commitment cannot be guessed', async (t) => {
  const details = writeDetails({ decision: 'granted' })
  t.not(commitTo(Buffer.alloc(32, 1), details), commitTo(Buffer.alloc(32, 2), details))
})

t.test('every error has words in both languages', async (t) => {
  for (const locale of ['de', 'en']) {
    const file = new URL(`../../locales/audit.${locale}.json`, import.meta.url)
    const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    for (const error of Object.values(auditErrors)) t.type(words[`error.${error().code}`], 'string', error().code)
  }
})
