import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import t from 'tap'
import type { Test } from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone, may } from '../../src/action/allow.ts'
import { forbidden } from '../../src/action/errors.ts'
import { createAccount } from '../../src/auth/account.ts'
import { sessionCookieName } from '../../src/auth/cookie.ts'
import { assignRole } from '../../src/auth/grants.ts'
import { createSession, sessionLimits } from '../../src/auth/session.ts'
import { Type } from '../../src/base/schema.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import type { TestPortal } from '../../src/testing/index.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

/** What the actions below answer, and how often they were asked whether it has changed. */
const board = { text: 'A', version: 1, asked: 0, isClosed: false }

const showBoard = action({
  route: 'GET /board',
  summary: 'What is on the board; live',
  allow: anyone,
  query: Type.Object({ from: Type.Optional(Type.Integer()) }),
  reply: Type.Object({ text: Type.String() }),
  live() {
    board.asked += 1
    return board.version
  },
  run() {
    if (board.isClosed) throw forbidden({ permission: 'none' })
    return { text: board.text }
  },
})

const showStaffBoard = action({
  route: 'GET /staff-board',
  summary: 'The same for staff only',
  allow: may('fixture.see'),
  reply: Type.Object({ text: Type.String() }),
  live: () => board.version,
  run: () => ({ text: board.text }),
})

const write = (text: string): void => {
  board.text = text
  board.version += 1
}

async function start(t: Test): Promise<{ portal: TestPortal; listen: typeof listenTo }> {
  Object.assign(board, { text: 'A', version: 1, asked: 0, isClosed: false })
  const manifest = { permissions: { 'fixture.see': 'See the board' } }
  const plugin = fixturePlugin(t, { actions: { showBoard, showStaffBoard } }, manifest)
  const portal = await createTestPortal({ plugins: [plugin()] })
  t.teardown(() => portal.close())
  await portal.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = portal.app.server.address() as { port: number }
  return { portal, listen: (path, headers) => listenTo(`http://127.0.0.1:${port}${path}`, headers) }
}

/** Opens a stream; `next` waits for its next snapshot, and is `null` at its end. */
async function listenTo(url: string, headers: Record<string, string> = {}) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { headers: { accept: 'text/event-stream', ...headers } }, resolve)
      .on('error', reject)
      .end()
  })
  const chunks = answer.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>
  let text = ''
  async function next(): Promise<{ id: string; text: string } | null> {
    for (;;) {
      const found = /id: (.*)\nevent: snapshot\ndata: (.*)\n\n/.exec(text)
      if (found !== null) {
        text = text.slice(found.index + found[0].length)
        return { id: found[1]!, ...(JSON.parse(found[2]!) as { text: string }) }
      }
      const { value, done } = await chunks.next()
      if (done === true) return null
      text += value
    }
  }
  return { status: answer.statusCode, headers: answer.headers, next, cut: () => answer.destroy() }
}

t.test('the reply comes at once, again after a change, and whole after a break', async (t) => {
  const { listen } = await start(t)
  const stream = await listen('/api/fixture/board')
  t.match(stream.headers, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  t.same(await stream.next(), { id: '1', text: 'A' })
  write('B')
  t.same(await stream.next(), { id: '2', text: 'B' })
  stream.cut()
  write('C')
  write('D')
  const again = await listen('/api/fixture/board', { 'last-event-id': '2' })
  t.same(await again.next(), { id: '4', text: 'D' })
  again.cut()
})

t.test('who does not ask for a stream gets the reply once', async (t) => {
  const { portal, listen } = await start(t)
  t.same(await portal.browser().get('/api/fixture/board'), { text: 'A' })
  t.equal(board.asked, 0)
  const head = await portal.app.inject({
    method: 'HEAD',
    url: '/api/fixture/board',
    headers: { accept: 'text/event-stream' },
  })
  t.equal(head.statusCode, 200)
  t.equal((await listen('/api/fixture/board?from=nowhere')).status, 400, 'what is wrong is refused as ever')
})

t.test('permission is asked at the beginning and before every event', async (t) => {
  const { portal, listen } = await start(t)
  t.equal((await listen('/api/fixture/staff-board')).status, 401)
  const stream = await listen('/api/fixture/board')
  await stream.next()
  board.isClosed = true
  write('secret')
  t.equal(await stream.next(), null, 'ends without a word')
  t.ok(portal)
})

t.test('a page that stands open is told of changes, but keeps no session alive', async (t) => {
  const { portal, listen } = await start(t)
  const { secret } = await unitOfWork(portal.database, async (em) => {
    const person = { realm: 'staff', name: 'Klara Kern', email: 'kern@example.org', locale: 'de' } as const
    const account = await createAccount(em, person, portal.clock.now)
    await assignRole(em, account.id, { role: 'clerk', unit: '', validFrom: null, validTo: null })
    const login = { account, trust: 'basis', provider: 'password', userAgent: 'test' } as const
    return createSession(em, login, portal.clock.now)
  })
  const stream = await listen('/api/fixture/staff-board', { cookie: `${sessionCookieName('staff', false)}=${secret}` })
  t.same(await stream.next(), { id: '1', text: 'A' })
  portal.clock.now = new Date(portal.clock.now.getTime() + sessionLimits.idle * 0.6)
  write('B')
  t.same(await stream.next(), { id: '2', text: 'B' })
  portal.clock.now = new Date(portal.clock.now.getTime() + sessionLimits.idle * 0.6)
  write('C')
  t.equal(await stream.next(), null, 'nobody has asked for anything meanwhile')
})

t.test('many who listen to the same cost one question', async (t) => {
  const { listen } = await start(t)
  const streams = await Promise.all(Array.from({ length: 20 }, () => listen('/api/fixture/board')))
  for (const stream of streams) await stream.next()
  const before = board.asked
  write('B')
  for (const stream of streams) t.match(await stream.next(), { text: 'B' })
  t.ok(board.asked - before <= 2, `${board.asked - before} questions`)
  for (const { cut } of streams) cut()
})

t.test('there is an end to how many one address can open', async (t) => {
  const { listen } = await start(t)
  const streams = await Promise.all(Array.from({ length: 100 }, () => listen('/api/fixture/board')))
  t.ok(streams.every(({ status }) => status === 200))
  t.equal((await listen('/api/fixture/board')).status, 503)
  streams[0]!.cut()
  for (const { cut } of streams) cut()
})

t.test('a portal that stops ends its streams and does not wait for them', async (t) => {
  const { portal, listen } = await start(t)
  const stream = await listen('/api/fixture/board')
  await stream.next()
  await portal.close()
  t.equal(await stream.next(), null)
})

t.test('the API document says that it is live', async (t) => {
  const { portal } = await start(t)
  const document = (await portal.app.inject('/openapi.json')).json()
  t.match(document.paths['/api/fixture/board'].get, { 'x-live': true, description: /text\/event-stream/ })
})
