import { html } from 'lit'
import t from 'tap'
import { anyone } from '../../src/action/allow.ts'
import { createTestPortal, readForms, readText } from '../../src/testing/index.ts'
import { after, page as definePage } from '../../src/web/page.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'
import { Notice, boardPlugin, postNotice } from './board-plugin.ts'
import { sendForm, visit } from './visitor.ts'
import type { Visitor } from './visitor.ts'

const page = '/notices/new'
const good = { title: 'Blue umbrella', kind: 'found' }

async function start(t: Parameters<typeof boardPlugin>[0]) {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()] })
  t.teardown(() => portal.close())
  const visitor = await visit(portal, page, 'board.postNotice')
  return {
    portal,
    visitor,
    send: (fields: Record<string, string>, by: Visitor = visitor) =>
      sendForm(portal, page, { ...by.hidden, ...fields }, { cookie: by.cookie }),
    count: () => portal.database.em().count(Notice),
  }
}

t.test('a problem brings the page back: 400, title with "Fehler:", summary that leads to the fields', async (t) => {
  const { send, count } = await start(t)
  const { statusCode, body } = await send({
    title: 'x',
    kind: 'found',
    'day[day]': '31',
    'day[month]': '2',
    'day[year]': '2027',
  })
  t.equal(statusCode, 400)
  t.match(body, /<title>Fehler: Post a notice/)
  const text = readText(body)
  t.ok(text.indexOf('Es gibt ein Problem') < text.indexOf('Post a notice') || text.includes('Problem'))
  const targets = [...body.matchAll(/<a href="#(field-[\w-]+)"/g)].map((match) => match[1])
  t.strictSame(targets.sort(), ['field-day', 'field-title'])
  for (const id of targets) t.match(body, `id="${id}"`)
  t.equal(await count(), 0)
})

t.test('a problem keeps every value: text, textarea, select, radios, date, rows', async (t) => {
  const { send } = await start(t)
  const typed = {
    title: 'x"><script>',
    text: '</textarea><b>bold</b>\nsecond line',
    kind: 'found',
    urgency: 'high',
    'day[day]': '3',
    'day[month]': '5',
    'day[year]': '2027',
    'entries[0][size]': 'many',
    'entries[0][name]': 'handle',
  }
  const { body } = await send({ ...typed, title: 'x"' })
  const form = readForms(body).find(({ fields }) => fields.some(([name]) => name === 'kind'))
  const shown = Object.fromEntries(form?.fields ?? [])
  t.match(shown, { ...typed, title: 'x"' })
  t.notMatch(body, '<b>bold</b>')
})

t.test('the problem of a row stands at that row, also when an empty row came before it', async (t) => {
  const { send } = await start(t)
  const empty = { 'entries[0][size]': '', 'entries[0][name]': '' }
  const { body } = await send({ ...good, ...empty, 'entries[1][size]': '0', 'entries[1][name]': 'handle' })
  const [target] = [...body.matchAll(/<a href="#field-entries-(\d)-size"/g)].map((match) => match[1])
  const shown = Object.fromEntries(readForms(body).flatMap(({ fields }) => fields))
  t.equal(shown[`entries[${target}][size]`], '0')
  t.equal(shown[`entries[${target}][name]`], 'handle')
})

t.test('success leads on to a confirmation that a reload keeps', async (t) => {
  const { portal, visitor, send, count } = await start(t)
  const answer = await send(good)
  t.equal(answer.statusCode, 303)
  const url = String(answer.headers.location)
  t.match(url, /^\/notices\/new\?fertig=[\w-]+$/)
  const done = answer.cookies.find(({ name }) => name === 'kw-done')
  t.match(done, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 300 })
  const cookie = `${visitor.cookie}; kw-done=${done?.value}`
  for (const time of ['first', 'reload']) {
    const { body, statusCode } = await portal.app.inject({ url, headers: { cookie } })
    t.equal(statusCode, 200, time)
    t.match(readText(body), 'Your notice is on the board.')
  }
  t.equal(await count(), 1)
})

t.test('a confirmation is seen by nobody else, and cannot be made up', async (t) => {
  const { portal, visitor, send } = await start(t)
  const answer = await send(good)
  const url = String(answer.headers.location)
  const done = answer.cookies.find(({ name }) => name === 'kw-done')?.value ?? ''
  const stranger = await visit(portal, page, 'board.postNotice')
  const changed = done.slice(0, 30) + (done[30] === 'A' ? 'B' : 'A') + done.slice(31)
  const attempts = [
    '',
    stranger.cookie,
    `${stranger.cookie}; kw-done=${done}`,
    `${visitor.cookie}; kw-done=${changed}`,
    `${visitor.cookie}; kw-done=x`,
  ]
  for (const cookie of attempts) {
    const { body, statusCode } = await portal.app.inject({ url, headers: { cookie } })
    t.equal(statusCode, 200)
    t.notMatch(readText(body), 'on the board')
  }
})

t.test('the answer does not contain what was sent: nothing personal in the address', async (t) => {
  const { send } = await start(t)
  const answer = await send({ ...good, title: 'Erika Mustermann' })
  t.notMatch(answer.headers.location, 'Mustermann')
  t.notMatch(String(answer.headers['set-cookie']), 'Mustermann')
})

t.test('sending twice with one key does it once; another content under the same key is refused', async (t) => {
  const { send, count } = await start(t)
  const [first, second] = await Promise.all([send(good), send(good)])
  t.strictSame([first.statusCode, second.statusCode], [303, 303])
  t.equal(await count(), 1)
  const other = await send({ ...good, title: 'Red umbrella' })
  t.equal(other.statusCode, 422)
  t.match(other.body, '<title>Fehler:')
  t.equal(await count(), 1)
})

t.test('a form that this page does not have is refused', async (t) => {
  const { portal, visitor, count } = await start(t)
  for (const action of ['board.deleteForClerks', 'core.checkReceipt', 'nobody.knows', '']) {
    const answer = await sendForm(
      portal,
      page,
      { ...visitor.hidden, ...good, _action: action },
      { cookie: visitor.cookie },
    )
    t.equal(answer.statusCode, 400)
  }
  const broken = await sendForm(portal, page, { ...visitor.hidden, ...good, _params: '{' }, { cookie: visitor.cookie })
  t.equal(broken.statusCode, 400)
  t.equal(await count(), 0)
})

t.test('pages without forms take none', async (t) => {
  const { portal } = await start(t)
  const answer = await sendForm(portal, '/impressum', {})
  t.equal(answer.statusCode, 404)
})

t.test('a form that is too old comes back with its values and works at the second try', async (t) => {
  const { portal, visitor, count } = await start(t)
  const stale = await sendForm(portal, page, { ...visitor.hidden, ...good, text: 'kept' })
  t.equal(stale.statusCode, 403)
  t.match(stale.body, 'kept</textarea>')
  const cookie = stale.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const fields = Object.fromEntries(readForms(stale.body).find((form) => form.action === page)?.fields ?? [])
  const again = await sendForm(portal, page, { ...fields, ...good }, { cookie })
  t.equal(again.statusCode, 303, readText(again.body))
  t.equal(await count(), 1)
})

t.test('a title made of the data stands above the confirmation too', async (t) => {
  const named = definePage({
    path: '/named',
    area: 'citizen',
    allow: anyone,
    load: () => ({ name: 'Board of Aachen' }),
    title: ({ data }) => data.name,
    render: ({ form }) => form.for(postNotice, () => html`<input name="title" />`),
    done: [after(postNotice, () => html`<p>Posted.</p>`)],
  })
  const plugins = [boardPlugin(t)(), fixturePlugin(t, { pages: [named] })()]
  const portal = await createTestPortal({ plugins })
  t.teardown(() => portal.close())
  const done = await portal.browser().submit('/named', good)
  t.match(done, { status: 200, text: /Posted\./, html: /<title>Board of Aachen/ })
})
