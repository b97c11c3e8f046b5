import t from 'tap'
import { event } from '../../src/base/reference.ts'
import { Type } from '../../src/base/schema.ts'
import { emit } from '../../src/storage/outbox.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { ensureRecurring, nextOccurrence, removeRecurring } from '../../src/storage/scheduled.ts'
import type { Tables } from '../../src/storage/tables.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { createTestClock, storageOptions, workerOf } from './worker.ts'

const noted = event(
  'test.noted@1',
  Type.Object({ id: Type.String({ minLength: 1 }), by: Type.Optional(Type.String()) }),
)

eachDatabase(t, 'every subscriber of an event gets a job with its payload', async (t, open) => {
  const database = await open(storageOptions)
  const subscribers = new Map([[noted.name, ['mail', 'index']]])
  const got: unknown[] = []
  const handlers = {
    mail: async ({ payload }: { payload: unknown }) => void got.push(['mail', payload]),
    index: async ({ payload }: { payload: unknown }) => void got.push(['index', payload]),
  }
  const { worker } = workerOf(t, database, handlers, { subscribers })
  await unitOfWork(database, async (em) => void emit(em, noted, { id: '1' }))
  await worker.drain()
  t.same(got.sort(), [
    ['index', { id: '1' }],
    ['mail', { id: '1' }],
  ])
  t.same(await rowsOf<Tables>(database.em()).selectFrom('core_outbox').selectAll().execute(), [])
})

eachDatabase(t, 'events keep the order they were emitted in', async (t, open) => {
  const database = await open(storageOptions)
  const { worker, done } = workerOf(t, database, { mail: async () => {} }, options({ concurrency: 1 }))
  await unitOfWork(database, async (em) => {
    for (let number = 0; number < 150; number += 1) emit(em, noted, { id: String(number) })
  })
  await worker.drain()
  t.same(
    done.map((payload) => Number((payload as { id: string }).id)),
    Array.from({ length: 150 }, (_, number) => number),
  )
})

const options = (more: { concurrency?: number } = {}) => ({ subscribers: new Map([[noted.name, ['mail']]]), ...more })

eachDatabase(t, 'an event of a unit of work that failed is never heard of', async (t, open) => {
  const database = await open(storageOptions)
  const { worker, done } = workerOf(t, database, { mail: async () => {} }, options())
  const failing = unitOfWork(database, async (em) => {
    emit(em, noted, { id: '1' })
    throw new Error('no')
  })
  await t.rejects(failing, { message: 'no' })
  await worker.drain()
  t.same(done, [])
})

eachDatabase(t, 'an event nobody listens to is dropped', async (t, open) => {
  const database = await open(storageOptions)
  const { worker } = workerOf(t, database, {})
  await unitOfWork(database, async (em) => void emit(em, noted, { id: '1' }))
  await worker.drain()
  t.same(await rowsOf<Tables>(database.em()).selectFrom('core_outbox').selectAll().execute(), [])
})

eachDatabase(t, 'a payload that does not fit its schema is refused with its place', async (t, open) => {
  const database = await open(storageOptions)
  const emitting = unitOfWork(database, async (em) => void emit(em, noted, { id: '', by: 1 } as never))
  await t.rejects(emitting, {
    code: 'storage.bad-event-payload',
    problems: [
      { pointer: '/id', code: 'minLength' },
      { pointer: '/by', code: 'type' },
    ],
  })
})

eachDatabase(t, 'two workers hand out an event once', async (t, open) => {
  const databases = [await open(storageOptions), await open({ ...storageOptions, migrations: undefined })]
  const workers = databases.map((database) => workerOf(t, database, { mail: async () => {} }, options()))
  await unitOfWork(databases[0]!, async (em) => {
    for (let number = 0; number < 30; number += 1) emit(em, noted, { id: String(number) })
  })
  await Promise.all(workers.map(({ worker }) => worker.drain()))
  t.equal(workers.flatMap(({ done }) => done).length, 30)
})

eachDatabase(t, 'a recurring job that was given up begins anew at its next time', async (t, open) => {
  const clock = createTestClock()
  const database = await open({ ...storageOptions, clock: clock.now })
  await ensureRecurring(database, new Map([['tidy', 60]]))
  let isFull = true
  const tidy = async () => {
    if (isFull) throw new Error('the disk is full')
  }
  const { worker, done } = workerOf(t, database, { tidy }, { maxAttempts: 1 })
  await worker.drain()
  const dead = () => database.em().execute('select id from core_job where dead_at is not null')
  t.equal((await dead()).length, 1)
  isFull = false
  clock.advance(60_000)
  await worker.drain()
  t.equal(done.length, 1)
  t.equal((await dead()).length, 0)
})

eachDatabase(t, 'a recurring job runs once per interval, whatever the number of processes', async (t, open) => {
  const clock = createTestClock()
  const databases = [
    await open({ ...storageOptions, clock: clock.now }),
    await open({ entities: storageOptions.entities, clock: clock.now }),
  ]
  let runs = 0
  const handlers = { tidy: async () => void (runs += 1) }
  const workers = databases.map((database) => workerOf(t, database, handlers).worker)
  const drainAll = () => Promise.all(workers.map((worker) => worker.drain()))
  for (const database of databases) await ensureRecurring(database, new Map([['tidy', 60]]))
  await drainAll()
  t.equal(runs, 1)
  clock.advance(59_999)
  await drainAll()
  t.equal(runs, 1)
  clock.advance(1)
  await drainAll()
  t.equal(runs, 2)
  clock.advance(10 * 60_000)
  await drainAll()
  t.equal(runs, 3, 'what was missed is not made up for')
  await unitOfWork(databases[0]!, (em) => removeRecurring(em, 'tidy'))
  clock.advance(10 * 60_000)
  await drainAll()
  t.equal(runs, 3)
})

eachDatabase(t, 'a changed interval counts from the next occurrence on', async (t, open) => {
  const clock = createTestClock()
  const database = await open({ ...storageOptions, clock: clock.now })
  let runs = 0
  const { worker } = workerOf(t, database, { tidy: async () => void (runs += 1) })
  await ensureRecurring(database, new Map([['tidy', 60]]))
  await worker.drain()
  await ensureRecurring(database, new Map([['tidy', 600]]))
  clock.advance(60_000)
  await worker.drain()
  t.equal(runs, 2, 'the occurrence that was planned already stays')
  clock.advance(540_000)
  await worker.drain()
  t.equal(runs, 2)
  clock.advance(60_000)
  await worker.drain()
  t.equal(runs, 3)
})

t.test('occurrences keep their grid', async (t) => {
  const recurring = { topic: 'tidy', everySeconds: 60, nextAt: new Date(0) }
  t.same(nextOccurrence(recurring, new Date(0)), new Date(60_000))
  t.same(nextOccurrence(recurring, new Date(59_999)), new Date(60_000))
  t.same(nextOccurrence(recurring, new Date(185_000)), new Date(240_000))
})
