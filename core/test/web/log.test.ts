import t from 'tap'
import type { Test } from 'tap'
import { pino } from 'pino'
import { loggedSafely } from '../../src/portal/log-settings.ts'
import { defineEntity, p } from '@mikro-orm/core'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { Type } from '../../src/base/schema.ts'
import { column } from '../../src/storage/column.ts'
import type { Engine } from '../../src/storage/database.ts'
import { testDatabaseUrl } from '../../src/testing/databases.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'
import { boardPlugin } from './board-plugin.ts'
import { sendForm, visit } from './visitor.ts'

const canary = 'CANARY-4711'

const Name = defineEntity({
  name: 'Name',
  tableName: 'log_name',
  properties: { id: p.string().primary(), number: p.integer() },
})

const store = (
  key: string,
  write: (em: { execute: (query: string, params: unknown[]) => Promise<unknown> }, name: string) => Promise<unknown>,
) =>
  action({
    route: `POST /${key}`,
    summary: 'x',
    allow: anyone,
    body: Type.Object({ name: Type.String() }),
    reply: Type.Object({}),
    async run({ body, em, record }) {
      await write(em as never, body.name)
      await record({ object: 'name:1' })
      return {}
    },
  })

const namesPlugin = (t: Test) =>
  fixturePlugin(
    t,
    {
      entities: [Name],
      migrations: [
        {
          name: '0001-names',
          async up(db) {
            await db.schema
              .createTable('log_name')
              .addColumn('id', column(db).text, (c) => c.primaryKey().notNull())
              .addColumn('number', column(db).integer, (c) => c.notNull())
              .execute()
          },
        },
      ],
      actions: {
        twice: store('twice', async (em, name) => {
          for (const number of [1, 2])
            await em.execute('insert into log_name (id, number) values (?, ?)', [name, number])
        }),
        entity: store('entity', async (em, name) => {
          const manager = em as never as {
            create: (...given: unknown[]) => unknown
            flush(): Promise<void>
            clear(): void
          }
          for (const number of [1, 2]) {
            manager.create(Name, { id: name, number })
            await manager.flush()
            manager.clear()
          }
        }),
        wrongColumn: store('wrong-column', (em, name) =>
          em.execute('insert into log_name (id, nummer) values (?, 1)', [name]),
        ),
        wrongType: store('wrong-type', (em, name) =>
          em.execute('insert into log_name (id, number) values (1, ?)', [{ name } as never]),
        ),
      },
    },
    { id: 'log', tables: 'log_' },
  )

async function start(t: Test, engine: Engine) {
  const lines: string[] = []
  const log = pino(loggedSafely('trace'), { write: (line: string) => void lines.push(line) })
  const plugins = [boardPlugin(t)(), namesPlugin(t)()]
  const portal = await createTestPortal({ plugins, log, database: await testDatabaseUrl(t, engine) })
  t.teardown(() => portal.close())
  return { portal, lines }
}

for (const engine of ['sqlite', 'postgres'] as const) {
  t.test(`no value, cookie or token reaches the log (${engine})`, async (t) => {
    const { portal, lines } = await start(t, engine)
    const { hidden, cookie } = await visit(portal, '/notices/new', 'board.postNotice')
    const form = { ...hidden, title: canary, kind: 'lost', text: canary }
    const headers = {
      cookie: `${cookie}; kw-citizen=${canary}`,
      authorization: canary,
      'x-csrf-token': canary,
      referer: canary,
      'user-agent': canary,
    }
    await sendForm(portal, `/notices/new?name=${canary}`, form, headers)
    await sendForm(
      portal,
      '/notices/new',
      { ...form, kind: canary, amount: canary, 'day[day]': canary, 'day[month]': '1', 'day[year]': '1' },
      headers,
    )
    await portal.app.inject({ url: `/nowhere/${canary}?name=${canary}`, headers })
    await portal.app.inject({
      method: 'POST',
      url: '/api/board/notices',
      payload: { title: canary, kind: 1 },
      headers: { 'idempotency-key': canary },
    })
    await portal.app.inject({
      method: 'POST',
      url: '/api/board/notices',
      payload: `{"title":"${canary}`,
      headers: { 'content-type': 'application/json' },
    })
    await portal.settle()
    t.ok(lines.length >= 5)
    for (const secret of [canary, hidden._csrf, cookie.split('=')[1]]) {
      t.same(
        lines.filter((line) => line.includes(String(secret))),
        [],
      )
    }
  })

  t.test(`nor does a fault of the database carry values into it (${engine})`, async (t) => {
    const { portal, lines } = await start(t, engine)
    // SQLite takes a text where a number belongs.
    const faults = ['twice', 'entity', 'wrong-column', ...(engine === 'postgres' ? ['wrong-type'] : [])]
    for (const path of faults) {
      const answer = await portal.app.inject({ method: 'POST', url: `/api/log/${path}`, payload: { name: canary } })
      t.equal(answer.statusCode, 500)
      t.notMatch(answer.body, canary)
    }
    const logged = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 50)
    t.equal(logged.length, faults.length)
    for (const { err } of logged)
      t.match(err, { message: 'The database refused a query', code: String, stack: /^\s+at / })
    t.same(
      lines.filter((line) => line.includes(canary)),
      [],
    )
  })
}

t.test('a line says method, route pattern, status and time, and shares its id with the answer', async (t) => {
  const { portal, lines } = await start(t, 'sqlite')
  const { headers } = await portal.app.inject('/impressum?a=b')
  const line = lines.map((text) => JSON.parse(text)).find(({ msg }) => msg === 'answered')
  t.match(line, { method: 'GET', route: '/impressum', status: 200, ms: Number, reqId: headers['x-correlation-id'] })
  await portal.app.inject({ method: 'HEAD', url: '/impressum' })
  t.match(JSON.parse(lines.at(-1) ?? ''), { method: 'HEAD', route: '/impressum', status: 200 })
})

t.test('who is refused leaves a line that says why: by permission, token, origin, or input', async (t) => {
  const { portal, lines } = await start(t, 'sqlite')
  const citizen = await portal.as('citizen')
  const clerk = await portal.as({ realm: 'staff', name: 'Kim' })
  await clerk.call('POST', '/api/core/dead-letters/018f3a3e-0000-7000-8000-000000000000/retry')
  await portal.app.inject({ method: 'POST', url: '/api/core/sessions/end' })
  const evil = { origin: 'https://evil.example' }
  await portal.app.inject({ method: 'POST', url: '/api/board/notices', payload: {}, headers: evil })
  await citizen.call('POST', '/api/board/notices', { title: 5, extra: true })
  const refused = lines.map((text) => JSON.parse(text)).filter(({ msg }) => msg === 'refused')
  const codes = new Set(refused.map(({ code }) => code))
  for (const code of ['auth.forbidden', 'auth.login-required', 'web.foreign-origin', 'action.invalid-input']) {
    t.ok(codes.has(code), `${code} among ${[...codes].join()}`)
  }
  t.ok(refused.every(({ reqId, time }) => typeof reqId === 'string' && String(time).endsWith('Z')))
})

t.test('what people send cannot make up lines or colour a terminal', async (t) => {
  const { portal, lines } = await start(t, 'sqlite')
  const forged = '%0A%7B%22level%22:50%7D%1B%5B31m'
  await portal.app.inject({ url: `/nowhere/${forged}?a=${forged}`, headers: { 'user-agent': 'x\u001b[31m' } })
  portal.runtime.log.info({ from: 'a\n{"level":50}\u001b[31m' }, 'b\nc\u001b[31m')
  t.ok(lines.length >= 2)
  for (const line of lines) {
    t.equal(line.indexOf('\n'), line.length - 1, 'one line')
    t.notMatch(line, '\u001b')
    t.not(JSON.parse(line).level, 50)
  }
})

t.test('times in the log are UTC', async (t) => {
  const { portal, lines } = await start(t, 'sqlite')
  await portal.app.inject('/impressum')
  for (const line of lines) t.match(JSON.parse(line).time, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
})

t.test('health checks make no lines', async (t) => {
  const { portal, lines } = await start(t, 'sqlite')
  const before = lines.length
  await portal.app.inject('/healthz')
  await portal.app.inject('/readyz')
  t.equal(lines.length, before)
})

t.test('secrets in logged objects are blacked out', async (t) => {
  const lines: string[] = []
  const log = pino(loggedSafely('info'), { write: (line: string) => void lines.push(line) })
  log.info({ password: canary, person: { email: canary }, request: { headers: { cookie: canary } } }, 'x')
  t.notMatch(lines.join(''), canary)
})
