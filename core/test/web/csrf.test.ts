import t from 'tap'
import { createTestPortal } from '../../src/testing/index.ts'
import type { TestPortal } from '../../src/testing/index.ts'
import { createSession } from '../../src/auth/session.ts'
import { sessionCookieName } from '../../src/auth/cookie.ts'
import { createAccount } from '../../src/auth/account.ts'
import { realmOf } from '../../src/action/allow.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { Notice, boardPlugin } from './board-plugin.ts'
import { sendForm, visit } from './visitor.ts'

interface Route {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  realm: 'citizen' | 'staff'
}

// Of what is registered, so that a new action or page is covered without anybody thinking of it.
function unsafeRoutes({ site }: TestPortal): Route[] {
  const fill = (path: string) => path.replace(/:\w+/g, '018f3a3e-0000-7000-8000-000000000000')
  const actions = site.actions
    .filter(({ action }) => action.method !== 'GET')
    .map(({ action, path }) => ({
      method: action.method as Route['method'],
      url: fill(path),
      realm: realmOf(action.definition.allow),
    }))
  const forms = site.pages
    .filter(({ page }) => page.definition.done !== undefined)
    .map(({ page: { definition } }) => ({
      method: 'POST' as const,
      url: fill(definition.path),
      realm: definition.area,
    }))
  return [...actions, ...forms]
}

async function start(t: Parameters<typeof boardPlugin>[0], origin?: string) {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()], origin })
  t.teardown(() => portal.close())
  return portal
}

async function session(portal: TestPortal, realm: 'citizen' | 'staff'): Promise<string> {
  const now = portal.clock.now
  const { secret } = await unitOfWork(portal.database, async (em) => {
    const account = await createAccount(em, { realm, name: 'Erika', email: `${realm}@example.org`, locale: 'de' }, now)
    return createSession(em, { account, trust: 'hoch', provider: 'password', userAgent: 'test' }, now)
  })
  return `${sessionCookieName(realm, false)}=${secret}`
}

t.test('no unsafe route takes a request of another site', async (t) => {
  const portal = await start(t)
  const cookies = { citizen: await session(portal, 'citizen'), staff: await session(portal, 'staff') }
  const routes = unsafeRoutes(portal)
  t.ok(routes.length >= 10, `${routes.length} routes`)
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const { method, url, realm } of routes) {
    for (const headers of foreign) {
      for (const [type, payload] of [
        ['application/json', '{}'],
        ['application/x-www-form-urlencoded', 'a=b'],
        ['text/plain', '{}'],
      ]) {
        const answer = await portal.app.inject({
          method,
          url,
          payload,
          headers: { ...headers, 'content-type': type, cookie: cookies[realm], accept: 'application/json' },
        })
        const wanted = type === 'text/plain' ? [403, 415] : [403]
        if (!wanted.includes(answer.statusCode))
          t.fail(`${method} ${url} ${JSON.stringify(headers)} ${answer.statusCode}`)
      }
    }
  }
})

t.test('no unsafe route works in a session without the token of that session', async (t) => {
  const portal = await start(t)
  const cookies = { citizen: await session(portal, 'citizen'), staff: await session(portal, 'staff') }
  const other = await portal.browser().open('/')
  const foreignToken = /name="kw-csrf" content="([^"]+)"/.exec(other.html)?.[1] ?? ''
  t.ok(foreignToken)
  for (const { method, url, realm } of unsafeRoutes(portal)) {
    for (const token of [undefined, '', 'wrong', foreignToken]) {
      const answer = await portal.app.inject({
        method,
        url,
        payload: {},
        headers: {
          cookie: cookies[realm],
          accept: 'application/json',
          ...(token === undefined ? {} : { 'x-csrf-token': token }),
        },
      })
      const refused = url.startsWith('/api/') ? answer.json().code === 'web.csrf-token' : answer.statusCode >= 400
      // A rule that lets this person not in at all may speak first.
      if (!refused && answer.json().code !== 'auth.forbidden') t.fail(`${method} ${url}: ${answer.body}`)
    }
  }
})

t.test('a visit that claims the id of a session gets no token for it', async (t) => {
  const portal = await start(t)
  const cookie = await session(portal, 'citizen')
  const sessions = rowsOf<{ core_session: { id: string } }>(portal.database.em()).selectFrom('core_session')
  const { id } = await sessions.select('id').executeTakeFirstOrThrow()
  const page = await portal.app.inject({ url: '/', headers: { cookie: `kw-visit=${id}` } })
  const token = /name="kw-csrf" content="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const answer = await portal.app.inject({
    method: 'PUT',
    url: '/api/board/citizens',
    payload: {},
    headers: { cookie, 'x-csrf-token': token },
  })
  t.equal(answer.json().code, 'web.csrf-token')
})

t.test('forms of visitors need the token of their visit', async (t) => {
  const portal = await start(t)
  const { hidden, cookie } = await visit(portal, '/notices/new', 'board.postNotice')
  const other = await visit(portal, '/notices/new', 'board.postNotice')
  const fields = { ...hidden, title: 'Umbrella', kind: 'lost' }
  const refused = [
    await sendForm(portal, '/notices/new', { ...fields, _csrf: '' }, { cookie }),
    await sendForm(portal, '/notices/new', { ...fields, _csrf: other.hidden._csrf ?? '' }, { cookie }),
    await sendForm(portal, '/notices/new', fields, { cookie: other.cookie }),
    await sendForm(portal, '/notices/new', fields),
    await sendForm(portal, '/api/board/notices', fields),
  ]
  t.strictSame(
    refused.map(({ statusCode }) => statusCode),
    [403, 403, 403, 403, 403],
  )
  t.equal(await portal.database.em().count(Notice), 0)
  const accepted = await sendForm(portal, '/notices/new', fields, {
    cookie,
    origin: 'http://localhost',
    'sec-fetch-site': 'same-origin',
  })
  t.equal(accepted.statusCode, 303)
})

t.test('over HTTPS every cookie is secure and bound to the host', async (t) => {
  const portal = await start(t, 'https://portal.example')
  const { page, hidden, cookie } = await visit(portal, '/notices/new', 'board.postNotice')
  const sent = await sendForm(portal, '/notices/new', { ...hidden, title: 'Umbrella', kind: 'lost' }, { cookie })
  const chosen = await portal.app.inject('/impressum?sprache=en')
  const cookies = [...page.cookies, ...sent.cookies, ...chosen.cookies]
  t.strictSame(
    cookies.map(({ name }) => name),
    ['__Host-kw-visit', '__Host-kw-done', '__Host-kw-locale'],
  )
  for (const one of cookies)
    t.match(one, { secure: true, httpOnly: true, sameSite: 'Lax', path: '/', domain: undefined })
  t.match(page.headers['strict-transport-security'], 'max-age=31536000')
  const english = await portal.app.inject({ url: '/impressum', headers: { cookie: `__Host-kw-locale=en` } })
  t.match(english.body, 'lang="en"')
})
