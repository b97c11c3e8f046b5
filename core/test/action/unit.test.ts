import t from 'tap'
import type { Test } from 'tap'
import { defineEntity, p } from '@mikro-orm/core'
import { sql } from 'kysely'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import type { ActionContext } from '../../src/action/context.ts'
import { newId } from '../../src/base/id.ts'
import { event } from '../../src/base/reference.ts'
import { Type } from '../../src/base/schema.ts'
import { job } from '../../src/plugin/define-plugin.ts'
import { column } from '../../src/storage/column.ts'
import type { Engine } from '../../src/storage/database.ts'
import type { Migration } from '../../src/storage/migration.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { testDatabaseUrl } from '../../src/testing/databases.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

const Thing = defineEntity({
  name: 'Thing',
  tableName: 'unit_thing',
  properties: { id: p.uuid().primary(), name: p.string() },
})

const m0001Things: Migration = {
  name: '0001-things',
  async up(db) {
    await db.schema
      .createTable('unit_thing')
      .addColumn('id', column(db).uuid, (c) => c.primaryKey().notNull())
      .addColumn('name', column(db).text, (c) => c.notNull())
      .execute()
  },
}

const made = event('unit.thing-made', Type.Object({ name: Type.String() }))
const nothing = Type.Object({})

type Run = (context: ActionContext) => Promise<Record<never, never>>

const writing = (route: `POST /${string}`, run: Run) =>
  action({ route, summary: 'Writes', allow: anyone, reply: nothing, run: run as never })
const reading = (route: `GET /${string}`, run: Run) =>
  action({ route, summary: 'Reads', allow: anyone, reply: nothing, run: run as never })

const makeThing = ({ em }: Pick<ActionContext, 'em'>) => em.create(Thing, { id: newId(), name: 'thing' })

const readThing = reading('GET /things', async () => ({}))

const actions = {
  complete: writing('POST /complete', async (context) => {
    makeThing(context)
    context.emit(made, { name: 'thing' })
    context.enqueue('count', { by: 1 })
    context.mail({ to: 'erika@example.org', subject: 'Made', text: 'It is made.' })
    await context.record({ object: 'thing:1' })
    return {}
  }),
  failing: writing('POST /failing', async (context) => {
    makeThing(context)
    context.emit(made, { name: 'thing' })
    context.enqueue('count', { by: 1 })
    context.mail({ to: 'erika@example.org', subject: 'Made', text: 'It is made.' })
    await context.record({ object: 'thing:1' })
    await context.em.flush()
    throw new Error('the last step failed')
  }),
  silent: writing('POST /silent', async (context) => {
    makeThing(context)
    await context.em.flush()
    return {}
  }),
  badEvent: writing('POST /bad-event', async (context) => {
    makeThing(context)
    await context.record({ object: 'thing:1' })
    context.emit(made, { name: 7 } as never)
    return {}
  }),
  readFirst: writing('POST /read-first', async (context) => {
    await context.call(readThing)
    makeThing(context)
    await context.record({ object: 'thing:1' })
    return {}
  }),
  sneaky: writing('POST /sneaky', async (context) => {
    await context.call(actions.readAndRecord)
    return {}
  }),
  slow: action({
    route: 'POST /slow',
    summary: 'Talks to others',
    allow: anyone,
    ownTransactions: true,
    reply: nothing,
    run: async ({ unit }) => {
      await unit(async (inside) => {
        makeThing(inside)
        await inside.record({ object: 'thing:1' })
      })
      return {}
    },
  }),
  callSlow: writing('POST /call-slow', async ({ call }) => {
    await call(actions.slow)
    return {}
  }),
  readThing,
  readAndRecord: reading('GET /record', async ({ record }) => {
    await record({ object: 'thing:1' })
    return {}
  }),
  readAndEmit: reading('GET /emit', async ({ emit }) => {
    emit(made, { name: 'thing' })
    return {}
  }),
  readAndEnqueue: reading('GET /enqueue', async ({ enqueue }) => {
    enqueue('count', { by: 1 })
    return {}
  }),
  readAndMail: reading('GET /mail', async ({ mail }) => {
    mail({ to: 'erika@example.org', subject: 'x', text: 'x' })
    return {}
  }),
  readAndUnit: reading('GET /unit', async ({ unit }) => {
    await unit(async (inside) => void makeThing(inside))
    return {}
  }),
  readAndCall: reading('GET /call', async ({ call }) => {
    await call(actions.complete)
    return {}
  }),
  readAndFlush: reading('GET /flush', async (context) => {
    makeThing(context)
    await context.em.flush()
    return {}
  }),
  readAndInsert: reading('GET /insert', async ({ em }) => {
    await sql`insert into unit_thing (id, name) values (${newId()}, 'x')`.execute(em.getKysely())
    return {}
  }),
}

type Tables = Record<'core_outbox' | 'core_job' | 'core_audit_entry', { id: string }>

async function start(t: Test, engine: Engine) {
  const done: number[] = []
  const plugin = fixturePlugin(
    t,
    {
      entities: [Thing],
      migrations: [m0001Things],
      actions,
      jobs: { count: job(Type.Object({ by: Type.Integer() }), async (_context, { by }) => void done.push(by)) },
    },
    { id: 'unit', tables: 'unit_' },
  )
  const portal = await createTestPortal({ plugins: [plugin()], database: await testDatabaseUrl(t, engine) })
  t.teardown(() => portal.close())
  const em = () => portal.database.em()
  return {
    portal,
    done,
    call: async (method: 'GET' | 'POST', path: string) => {
      const answer = await portal.app.inject({
        method,
        url: `/api/unit/${path}`,
        payload: method === 'GET' ? undefined : {},
      })
      return { status: answer.statusCode, code: answer.json().code as string | undefined }
    },
    async traces() {
      const db = rowsOf<Tables>(em())
      const outbox = await db.selectFrom('core_outbox').select('id').execute()
      const jobs = await db.selectFrom('core_job').select('id').execute()
      const audit = await db.selectFrom('core_audit_entry').select('id').execute()
      return { things: await em().count(Thing), outbox: outbox.length, jobs: jobs.length, audit: audit.length }
    },
  }
}

for (const engine of ['sqlite', 'postgres'] as const) {
  t.test(`data, audit line, event, job and mail commit together (${engine})`, async (t) => {
    const { portal, call, traces, done } = await start(t, engine)
    const before = await traces()
    t.match(await call('POST', 'complete'), { status: 200 })
    const after = await traces()
    t.same(after, { things: 1, outbox: before.outbox + 1, jobs: before.jobs + 2, audit: before.audit + 1 })
    await portal.settle()
    t.same(done, [1])
    t.match(portal.mails, [{ to: 'erika@example.org', subject: 'Made' }])
  })

  t.test(`or vanish together (${engine})`, async (t) => {
    const { portal, call, traces, done } = await start(t, engine)
    const before = await traces()
    t.match(await call('POST', 'failing'), { status: 500, code: 'web.internal' })
    t.match(await call('POST', 'silent'), { status: 500, code: 'action.no-audit' })
    t.match(await call('POST', 'bad-event'), { status: 500, code: 'storage.bad-event-payload' })
    t.match(await call('POST', 'sneaky'), { status: 500, code: 'action.read-only' })
    await portal.settle()
    t.same(await traces(), before)
    t.same(done, [])
    t.same(portal.mails, [])
  })

  t.test(`who reads cannot write, whichever way it is tried (${engine})`, async (t) => {
    const { call, traces } = await start(t, engine)
    const before = await traces()
    for (const path of ['record', 'emit', 'enqueue', 'mail', 'unit', 'call']) {
      t.match(await call('GET', path), { status: 500, code: 'action.read-only' }, path)
    }
    for (const path of ['flush', 'insert']) t.match(await call('GET', path), { status: 500 }, path)
    t.same(await traces(), before)
  })

  t.test(`what talks to others is never called from within a transaction (${engine})`, async (t) => {
    const { call, traces } = await start(t, engine)
    t.match(await call('POST', 'call-slow'), { status: 500, code: 'action.nested-transaction' })
    t.match(await traces(), { things: 0 })
    t.match(await call('POST', 'slow'), { status: 200 })
    t.match(await traces(), { things: 1 })
  })

  t.test(`a writing action may read through another action before it records (${engine})`, async (t) => {
    const { call, traces } = await start(t, engine)
    t.match(await call('POST', 'read-first'), { status: 200 })
    t.match(await traces(), { things: 1 })
  })
}
