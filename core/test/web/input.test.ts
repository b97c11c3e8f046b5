import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { createTestPortal } from '../../src/testing/index.ts'
import { boardPlugin } from './board-plugin.ts'
import { multipart, sendForm, visit } from './visitor.ts'

const url = '/api/board/notices'

async function start(t: Parameters<typeof boardPlugin>[0]) {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()] })
  t.teardown(() => portal.close())
  const { cookie, hidden } = await visit(portal, '/notices/new', 'board.postNotice')
  const control = { _csrf: hidden._csrf ?? '' }
  return {
    portal,
    json: (payload: object | string) =>
      portal.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json' } }),
    form: (fields: Record<string, string>) => sendForm(portal, url, { ...control, ...fields }, { cookie }),
    async parts(fields: Record<string, string>, file?: Parameters<typeof multipart>[1]) {
      const { payload, headers } = await multipart({ ...control, ...fields }, file)
      return portal.app.inject({ method: 'POST', url, payload, headers: { ...headers, cookie } })
    },
  }
}

const asForm = {
  title: 'Blue umbrella',
  text: 'line one\r\nline two & ü €',
  kind: 'found',
  urgency: '',
  'day[day]': '3',
  'day[month]': '5',
  'day[year]': '2027',
  amount: '12',
  'entries[0][size]': '4',
  'entries[0][name]': 'handle',
  'entries[1][size]': '7',
  'entries[1][name]': 'cover',
}

const asJson = {
  title: 'Blue umbrella',
  text: 'line one\nline two & ü €',
  kind: 'found',
  day: '2027-05-03',
  amount: 12,
  entries: [
    { size: 4, name: 'handle' },
    { size: 7, name: 'cover' },
  ],
}

t.test('JSON, urlencoded and multipart reach the handler with the same values', async (t) => {
  const { json, form, parts } = await start(t)
  for (const answer of [await json(asJson), await form(asForm), await parts(asForm)]) {
    t.equal(answer.statusCode, 200, answer.body)
    t.same(answer.json().received, asJson)
  }
})

t.test('a file comes with a multipart form', async (t) => {
  const { parts } = await start(t)
  const file = { name: 'picture', fileName: 'umbrella.png', bytes: new Uint8Array(300_000) }
  const answer = await parts({ title: 'Umbrella', kind: 'lost' }, file)
  t.match(answer.json().received, { title: 'Umbrella', bytes: 300_000 })
})

t.test('a file and an idempotency key go together, also when the file is large', async (t) => {
  const { parts } = await start(t)
  const file = { name: 'picture', fileName: 'umbrella.png', bytes: new Uint8Array(4_000_000) }
  const fields = { title: 'Umbrella', kind: 'lost', _key: 'umbrella-1' }
  const since = performance.now()
  const first = await parts(fields, file)
  const second = await parts(fields, file)
  t.equal(first.statusCode, 200, first.body)
  t.equal(second.json().id, first.json().id)
  t.ok(performance.now() - since < 5_000, 'hashing a file takes no ages')
  const other = await parts(fields, { ...file, bytes: new Uint8Array(4_000_000).fill(1) })
  t.equal(other.statusCode, 422)
})

t.test('empty fields are absent, so optional ones stay away and needed ones are missed', async (t) => {
  const { form } = await start(t)
  const kept = await form({
    title: 'Umbrella',
    kind: 'lost',
    text: '',
    amount: '',
    'day[day]': '',
    'day[month]': '',
    'day[year]': '',
  })
  t.same(kept.json().received, { title: 'Umbrella', kind: 'lost' })
  const missed = await form({ title: '', kind: 'lost' })
  t.match(missed.json(), { code: 'action.invalid-input', problems: [{ pointer: '/title', code: 'required' }] })
})

t.test('rows left empty are absent', async (t) => {
  const { form } = await start(t)
  const rows = { 'entries[0][size]': '1', 'entries[0][name]': 'handle', 'entries[1][size]': '', 'entries[1][name]': '' }
  const answer = await form({ title: 'Umbrella', kind: 'lost', ...rows })
  t.same(answer.json().received.entries, [{ size: 1, name: 'handle' }])
})

t.test('three parts that are no day are a problem with the date', async (t) => {
  const { form } = await start(t)
  const days = [
    ['31', '2', '2027'],
    ['1', '', '2027'],
    ['1', '5', '27'],
    ['x', 'May', '2027'],
  ]
  for (const [day = '', month = '', year = ''] of days) {
    const answer = await form({
      title: 'Umbrella',
      kind: 'lost',
      'day[day]': day,
      'day[month]': month,
      'day[year]': year,
    })
    t.match(answer.json().problems, [{ pointer: '/day', code: 'format-date' }])
  }
})

t.test('members nobody asked for are refused, at every depth and in every form', async (t) => {
  const { json, form, portal } = await start(t)
  const fields = { title: 'Umbrella', kind: 'lost' }
  const unknown = { pointer: '/role', code: 'additionalProperties' }
  t.match((await json({ ...fields, role: 'admin' })).json().problems, [unknown])
  t.match((await form({ ...fields, role: 'admin' })).json().problems, [unknown])
  const deep = await json({ ...fields, entries: [{ size: 1, name: 'handle', price: 0 }] })
  t.match(deep.json().problems, [{ pointer: '/entries/0/price' }])
  const query = await portal.app.inject('/api/board/notices?all=1')
  t.match(query.json(), { status: 400, problems: [{ pointer: '/all' }] })
})

t.test('keys of the prototype change nothing', async (t) => {
  const { json, form, parts } = await start(t)
  const poisoned = [
    await json('{"title":"Umbrella","kind":"lost","__proto__":{"admin":true}}'),
    await json('{"title":"Umbrella","kind":"lost","constructor":{"prototype":{"admin":true}}}'),
    await form({
      title: 'Umbrella',
      kind: 'lost',
      '__proto__[admin]': 'true',
      'constructor[prototype][admin]': 'true',
    }),
    await parts({ title: 'Umbrella', kind: 'lost', '__proto__[admin]': 'true', 'entries[__proto__][admin]': 'true' }),
    await parts({ kind: 'lost' }, { name: '__proto__', fileName: 'x', bytes: new Uint8Array(1) }),
  ]
  for (const answer of poisoned) t.ok(answer.statusCode < 500, answer.body)
  t.notOk('admin' in {})
  t.notOk('fileName' in {})
})

t.test('JSON is not bent into shape: a number as text stays wrong', async (t) => {
  const { json } = await start(t)
  const answer = await json({ ...asJson, amount: '12' })
  t.match(answer.json().problems, [{ pointer: '/amount', code: 'type' }])
})

t.test('a body too large is refused with 413, whichever way it comes', async (t) => {
  const { json, form, parts } = await start(t)
  const text = 'x'.repeat(1_100_000)
  for (const answer of [await json({ text }), await form({ text })]) {
    t.match(answer.json(), { status: 413, code: 'web.body-too-large' })
  }
  const file = { name: 'picture', fileName: 'big.png', bytes: new Uint8Array(10_500_000) }
  const large = await parts({ title: 'Umbrella', kind: 'lost' }, file)
  t.match(large.json(), { status: 413, code: 'web.file-too-large', problems: [{ pointer: '/picture' }] })
})

t.test(
  'the texts of a form count as a body without files, however many there are and whatever they are called',
  async (t) => {
    const { parts } = await start(t)
    const tooLarge = { status: 413, code: 'web.body-too-large' }
    const many = (count: number, name: (index: number) => string, text: string) =>
      parts(Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), text])))
    t.match((await parts({ text: 'x'.repeat(1_048_576) })).json(), tooLarge)
    t.match((await many(300, (index) => `text-${index}`, 'x'.repeat(4_000))).json(), tooLarge)
    t.match((await many(300, (index) => `${index}${'n'.repeat(4_000)}`, '')).json(), tooLarge)
    t.match((await many(501, (index) => `text-${index}`, '')).json(), tooLarge)
    const fitting = await parts({ title: 'Umbrella', kind: 'lost', text: 'ä'.repeat(500_000) })
    t.notMatch(fitting.json(), tooLarge)
  },
)

t.test('texts without end are refused at the first byte too many, also in a body of unknown length', async (t) => {
  const { portal } = await start(t)
  await portal.app.listen({ port: 0 })
  const { port } = portal.app.server.address() as AddressInfo
  const socket = connect(port)
  t.teardown(() => socket.destroy())
  const answered = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())))
  const chunk = (content: string) => `${content.length.toString(16)}\r\n${content}\r\n`
  socket.write(
    `POST ${url} HTTP/1.1\r\nhost: localhost\r\ncontent-type: multipart/form-data; boundary=xyz\r\ntransfer-encoding: chunked\r\n\r\n`,
  )
  for (let number = 0; number < 3; number += 1) {
    socket.write(
      chunk(`--xyz\r\ncontent-disposition: form-data; name="text-${number}"\r\n\r\n${'%'.repeat(500_000)}\r\n`),
    )
  }
  t.match(await answered, /^HTTP\/1\.1 413 /, 'while the body goes on')
})

t.test('a body of another or of no readable kind is refused', async (t) => {
  const { portal, json } = await start(t)
  const xml = await portal.app.inject({ method: 'POST', url, payload: '<a/>', headers: { 'content-type': 'text/xml' } })
  t.match(xml.json(), { status: 415, code: 'web.media-type' })
  t.match((await json('{"title":')).json(), { status: 400, code: 'web.body-malformed' })
})

t.test('a flood of wrong members is answered with a short list', async (t) => {
  const { json } = await start(t)
  const members = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`member-${index}`, 1]))
  const answer = await json(members)
  t.equal(answer.statusCode, 400)
  t.ok(answer.json().problems.length <= 100)
})

t.test('more values than any form has are refused before each of them is looked at', async (t) => {
  const { json } = await start(t)
  const entries = Array.from({ length: 20_001 }, () => ({}))
  const answer = await json({ title: 'Umbrella', kind: 'lost', entries })
  t.match(answer.json().problems, [{ pointer: '/entries', code: 'values' }])
})
