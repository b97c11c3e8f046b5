import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { Type } from '../../src/base/schema.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { createServer } from '../../src/web/server.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

t.setTimeout(120_000)

/** Blocks this process for so long that the mean of the next sample is above any limit of this test. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until) continue
}

t.test('a portal that is too far behind turns people away in words, and lets them in again', async (t) => {
  const portal = await createTestPortal()
  t.teardown(() => portal.close())
  const app = await createServer(portal.site, { maxDelay: 150 })
  t.teardown(() => app.close())
  const front = { url: '/', headers: { accept: 'text/html' } }
  await app.ready()
  while (!app.isUnderPressure()) {
    block(1_100)
    await turn()
  }
  t.equal((await app.inject(front)).statusCode, 200, 'a start was busy; nobody is turned away for that')
  const settled = performance.now() + 2_000
  while (performance.now() < settled || !app.isUnderPressure()) {
    block(400)
    await turn()
  }
  const page = await app.inject(front)
  t.equal(page.statusCode, 503)
  t.ok(Number(page.headers['retry-after']) > 0)
  t.match(page.body, 'sehr viele Menschen')
  const api = await app.inject('/api/core/audit/key')
  t.equal(api.statusCode, 503)
  t.match(api.json(), { code: 'web.overloaded', status: 503 })
  t.equal((await app.inject('/healthz')).statusCode, 200)
  t.equal((await app.inject('/readyz')).statusCode, 200)
  while (app.isUnderPressure()) await turn()
  t.equal((await app.inject(front)).statusCode, 200)
})

t.test('a full disk is said in words, nothing is half-written, and with room the portal goes on', async (t) => {
  const store = action({
    route: 'POST /things',
    summary: 'Store something large',
    allow: anyone,
    reply: Type.Object({}),
    async run({ record }) {
      await record({ object: 'thing:1', details: 'x'.repeat(50_000) })
      return {}
    },
  })
  const portal = await createTestPortal({ plugins: [fixturePlugin(t, { actions: { store } })()] })
  t.teardown(() => portal.close())
  const limitPages = (pages: number) =>
    unitOfWork(portal.database, (em) => em.execute(`pragma max_page_count = ${pages}`))
  const send = async () =>
    (await portal.browser().call('POST', '/api/fixture/things')) as { status: number; body: object }
  t.equal((await send()).status, 200)
  await limitPages(1) // no less than the file has by now
  t.match(await send(), { status: 503, body: { code: 'storage.full' } })
  t.equal((await portal.app.inject('/')).statusCode, 200)
  await limitPages(1_000_000)
  t.equal((await send()).status, 200)
})
