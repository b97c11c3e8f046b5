import t from 'tap'
import type { Test } from 'tap'
import { forgetOldKeys } from '../../src/action/idempotency.ts'
import type { Engine } from '../../src/storage/database.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { testDatabaseUrl } from '../../src/testing/databases.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { Notice, boardPlugin } from '../web/board-plugin.ts'

const umbrella = { title: 'Blue umbrella', kind: 'found' }

async function start(t: Test, engine: Engine) {
  const database = await testDatabaseUrl(t, engine)
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()], database })
  t.teardown(() => portal.close())
  return {
    portal,
    send: (key: string, payload: object = umbrella) =>
      portal.app.inject({ method: 'POST', url: '/api/board/notices', payload, headers: { 'idempotency-key': key } }),
    count: () => portal.database.em().count(Notice),
  }
}

for (const engine of ['sqlite', 'postgres'] as const) {
  t.test(`the same request again gets the first reply and does nothing (${engine})`, async (t) => {
    const { send, count } = await start(t, engine)
    const first = await send('umbrella-1')
    const second = await send('umbrella-1', { kind: 'found', title: 'Blue umbrella' })
    t.equal(first.statusCode, 200)
    t.same(second.json(), first.json())
    t.equal(await count(), 1)
    t.not((await send('umbrella-2')).json().id, first.json().id)
  })

  t.test(`another request under the same key is refused with 422 (${engine})`, async (t) => {
    const { send, count } = await start(t, engine)
    await send('umbrella-1')
    const other = await send('umbrella-1', { ...umbrella, kind: 'lost' })
    t.match(other.json(), { status: 422, code: 'action.idempotency-key-reused' })
    t.equal(await count(), 1)
  })

  t.test(`requests at the same moment run once (${engine})`, async (t) => {
    const { send, count } = await start(t, engine)
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('umbrella-1')))
    t.strictSame([...new Set(answers.map(({ statusCode }) => statusCode))], [200])
    t.equal(new Set(answers.map((answer) => answer.json().id)).size, 1)
    t.equal(await count(), 1)
  })

  t.test(`what failed may be tried again under its key (${engine})`, async (t) => {
    const { send, count } = await start(t, engine)
    t.equal((await send('umbrella-1', { title: 'x' })).statusCode, 400)
    t.equal((await send('umbrella-1')).statusCode, 200)
    t.equal(await count(), 1)
  })

  t.test(`keys are forgotten after a day (${engine})`, async (t) => {
    const { portal, send, count } = await start(t, engine)
    await send('umbrella-1')
    const hours = (passed: number) => new Date(portal.clock.now.getTime() + passed * 3_600_000)
    await unitOfWork(portal.database, (em) => forgetOldKeys(em, hours(23)))
    await send('umbrella-1')
    t.equal(await count(), 1)
    await unitOfWork(portal.database, (em) => forgetOldKeys(em, hours(25)))
    await send('umbrella-1')
    t.equal(await count(), 2)
  })
}

t.test('a key that is none is refused', async (t) => {
  const { send } = await start(t, 'sqlite')
  for (const key of ['short', 'with space', 'x'.repeat(129), 'ümlaut-key']) {
    t.match((await send(key)).json(), { status: 400, code: 'action.idempotency-key-malformed' })
  }
})

t.test('the same key of somebody else is another one', async (t) => {
  const { portal, count } = await start(t, 'sqlite')
  for (const person of [await portal.as('citizen'), await portal.as('citizen')]) {
    await person.submit('/notices/new', { ...umbrella, _key: 'the-same-key' })
  }
  t.equal(await count(), 2)
})
