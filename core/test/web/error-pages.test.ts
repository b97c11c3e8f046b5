import t from 'tap'
import type { Test } from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { conflict, forbidden, invalidInput, notFound } from '../../src/action/errors.ts'
import { defineError } from '../../src/base/error.ts'
import { Type } from '../../src/base/schema.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { page } from '../../src/web/page.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

const away = defineError('failing.away', 503, 'The register does not answer')

const failures = {
  missing: () => notFound(),
  locked: () => forbidden({ permission: 'failing.read' }),
  changed: () => conflict(),
  away: () => away(),
  broken: () => new Error('SECRET-DETAIL of the inside'),
  fields: () => invalidInput([{ pointer: '/title', code: 'required' }]),
} as const

const fail = (key: keyof typeof failures): never => {
  throw failures[key]()
}

async function start(t: Test) {
  const names = Object.keys(failures) as (keyof typeof failures)[]
  const plugin = fixturePlugin(
    t,
    {
      actions: Object.fromEntries(
        names.map((name) => [
          name,
          action({ route: `GET /${name}`, summary: 'x', allow: anyone, reply: Type.Object({}), run: () => fail(name) }),
        ]),
      ),
      pages: names.map((name) =>
        page({ path: `/${name}`, area: 'citizen', allow: anyone, title: 'x', load: () => fail(name) }),
      ),
    },
    { id: 'failing' },
  )
  const portal = await createTestPortal({ plugins: [plugin()] })
  t.teardown(() => portal.close())
  return portal
}

t.test('people get a page in their language, with the shell around it', async (t) => {
  const portal = await start(t)
  const statuses = { missing: 404, locked: 403, changed: 409, away: 503, broken: 500 }
  for (const [path, status] of Object.entries(statuses)) {
    const answer = await portal.app.inject({ url: `/${path}`, headers: { accept: 'text/html' } })
    t.equal(answer.statusCode, status)
    t.match(answer.headers['content-type'], 'text/html')
    t.match(answer.body, 'href="/impressum"')
    t.match(answer.body, '<h1>')
    t.equal(answer.headers['cache-control'], 'no-store')
  }
  const english = await portal.app.inject({
    url: '/nowhere',
    headers: { accept: 'text/html', 'accept-language': 'en-GB' },
  })
  t.match(english.body, 'lang="en"')
  t.match(english.body, 'Perhaps the page was moved')
})

t.test('programs get problem details after RFC 9457', async (t) => {
  const portal = await start(t)
  const answer = await portal.app.inject({ url: '/api/failing/fields', headers: { 'accept-language': 'en' } })
  t.match(answer.headers['content-type'], /^application\/problem\+json/)
  t.equal(answer.headers['x-correlation-id'], answer.json().correlationId)
  t.strictSame(Object.keys(answer.json()).sort(), [
    'code',
    'correlationId',
    'detail',
    'problems',
    'status',
    'title',
    'type',
  ])
  t.match(answer.json(), {
    type: 'urn:kreiswerk:problem:action.invalid-input',
    status: 400,
    code: 'action.invalid-input',
    problems: [{ pointer: '/title', code: 'required', detail: String }],
  })
  const german = await portal.app.inject({ url: '/api/failing/fields', headers: { 'accept-language': 'de' } })
  t.not(german.json().title, answer.json().title)
  t.not(german.json().problems[0].detail, answer.json().problems[0].detail)
})

t.test('what happened inside stays inside, and can be found again', async (t) => {
  const portal = await start(t)
  for (const url of ['/broken', '/api/failing/broken']) {
    const answer = await portal.app.inject({ url, headers: { accept: 'text/html' } })
    t.equal(answer.statusCode, 500)
    t.notMatch(answer.body, 'SECRET-DETAIL')
    t.notMatch(answer.body, 'error-pages.test')
    t.match(answer.body, String(answer.headers['x-correlation-id']))
  }
})

t.test('who should come back soon is told when', async (t) => {
  const portal = await start(t)
  for (const url of ['/away', '/api/failing/away']) t.equal((await portal.app.inject(url)).headers['retry-after'], '5')
})

t.test('a database that is gone is 503, for people and programs', async (t) => {
  const portal = await start(t)
  const citizen = await portal.as('citizen')
  await portal.database.close()
  t.match(await citizen.open('/impressum'), { status: 503 })
  t.match(await citizen.call('GET', '/api/core/audit/checkpoint'), { status: 503, body: { code: 'storage.closed' } })
})

t.test('the address of a page that is not there is not repeated as a link', async (t) => {
  const portal = await start(t)
  for (const url of ['//evil.example/x', '/%5Cevil.example', '/nowhere"><b>']) {
    const answer = await portal.app.inject({ method: 'POST', url, headers: { accept: 'text/html' } })
    t.equal(answer.statusCode, 404)
    t.notMatch(answer.body, 'evil.example')
    t.notMatch(answer.body, '"><b>')
  }
})

t.test('an address that cannot be read is refused in our words', async (t) => {
  const portal = await start(t)
  for (const url of ['/%ff', '/%', '/staff/einrichten/%ff', `/staff/einrichten/${'x'.repeat(300)}`]) {
    const { statusCode, headers, body } = await portal.app.inject(url)
    t.equal(statusCode, 404)
    t.match(headers, { 'content-type': /problem\+json/, 'x-content-type-options': 'nosniff' })
    t.match(JSON.parse(body), { code: 'web.page-not-found' })
  }
})
