import t from 'tap'
import { sql } from 'kysely'
import type { Database } from '../../src/storage/database.ts'
import { dueJobs } from '../../src/storage/job-claim.ts'
import { deadLetters, retryJob } from '../../src/storage/job-outcome.ts'
import { backoff } from '../../src/storage/job-run.ts'
import { startWorker } from '../../src/storage/job-worker.ts'
import type { JobHandler, WorkerOptions } from '../../src/storage/job-worker.ts'
import { enqueue } from '../../src/storage/job.ts'
import type { JobOptions } from '../../src/storage/job.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import type { Tables } from '../../src/storage/tables.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { createTestClock, storageOptions, workerOf } from './worker.ts'

const leave = (database: Database, topic: string, payload: unknown, options?: JobOptions) =>
  unitOfWork(database, async (em) => enqueue(em, topic, payload, options))

const openJobs = (database: Database) =>
  rowsOf<Tables>(database.em()).selectFrom('core_job').selectAll().orderBy('id').execute()

eachDatabase(t, 'a job runs with its payload and is gone afterwards', async (t, open) => {
  const database = await open(storageOptions)
  const runs: unknown[] = []
  const { worker } = workerOf(t, database, { print: async (run) => void runs.push(run) })
  const payloads = [{ a: 1 }, 'text', 7, null, ['list'], true]
  for (const payload of payloads) await leave(database, 'print', payload)
  await worker.drain()
  t.match(
    runs,
    payloads.map((payload) => ({ payload, attempt: 1, jobId: String, signal: AbortSignal })),
  )
  t.same(await openJobs(database), [])
})

eachDatabase(t, 'a job of a unit of work that failed does not exist', async (t, open) => {
  const database = await open(storageOptions)
  const failing = unitOfWork(database, async (em) => {
    enqueue(em, 'print', 1)
    throw new Error('no')
  })
  await t.rejects(failing, { message: 'no' })
  t.same(await openJobs(database), [])
})

eachDatabase(t, 'a job waits for its time', async (t, open) => {
  const clock = createTestClock()
  const database = await open({ ...storageOptions, clock: clock.now })
  const { worker, done } = workerOf(t, database, { print: async () => {} })
  await leave(database, 'print', 'later', { runAt: clock.in(60_000) })
  await worker.drain()
  t.same(done, [])
  clock.advance(60_000)
  await worker.drain()
  t.same(done, ['later'])
})

eachDatabase(t, 'of jobs with one unique key only one is open at a time', async (t, open) => {
  const database = await open(storageOptions)
  const { worker, done } = workerOf(t, database, { print: async () => {} })
  await leave(database, 'print', 1, { uniqueKey: 'nightly' })
  await leave(database, 'print', 2, { uniqueKey: 'nightly' })
  await worker.drain()
  await leave(database, 'print', 3, { uniqueKey: 'nightly' })
  await worker.drain()
  t.same(done, [1, 3])
})

eachDatabase(t, 'a failing job is tried again later and later', async (t, open) => {
  const clock = createTestClock()
  const database = await open({ ...storageOptions, clock: clock.now })
  const attempts: number[] = []
  const fail: JobHandler = async ({ attempt }) => {
    attempts.push(attempt)
    if (attempt < 3) throw new Error(`attempt ${attempt}`)
  }
  const { worker } = workerOf(t, database, { mail: fail }, { random: () => 0 })
  await leave(database, 'mail', {})
  await worker.drain()
  const [waiting] = await openJobs(database)
  t.match(waiting, { attempts: 1, dueAt: clock.in(5_000), lastError: /attempt 1/ })
  clock.advance(4_999)
  await worker.drain()
  t.same(attempts, [1])
  clock.advance(1)
  await worker.drain()
  clock.advance(20_000)
  await worker.drain()
  t.same(attempts, [1, 2, 3])
  t.same(await openJobs(database), [])
})

eachDatabase(t, 'a job that keeps failing becomes a dead letter, which can be retried', async (t, open) => {
  const clock = createTestClock()
  const database = await open({ ...storageOptions, clock: clock.now })
  let broken = true
  const mail: JobHandler = async () => {
    if (broken) throw new Error('mail server is away')
  }
  const { worker, done } = workerOf(t, database, { mail })
  const id = await leave(database, 'mail', 'hello')
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    t.same((await deadLetters(database.em())).items, [])
    await worker.drain()
    clock.advance(24 * 60 * 60 * 1000)
  }
  const { items } = await deadLetters(database.em())
  t.match(items, [{ id, topic: 'mail', payload: 'hello', attempts: 8, lastError: /mail server is away/ }])
  await worker.drain()

  broken = false
  await unitOfWork(database, (em) => retryJob(em, id))
  await worker.drain()
  t.same(done, ['hello'])
  t.same(await openJobs(database), [])
  await t.rejects(
    unitOfWork(database, (em) => retryJob(em, id)),
    { code: 'storage.job-not-found', status: 404 },
  )
})

eachDatabase(t, 'jobs of one key run in order, one after another; others need not wait', async (t, open) => {
  const clock = createTestClock()
  const database = await open({ ...storageOptions, clock: clock.now })
  let failures = 1
  let together = 0
  const step: JobHandler = async ({ payload }) => {
    together += 1
    await new Promise((resolve) => setImmediate(resolve))
    if (String(payload).startsWith('a')) t.equal(together, 1)
    together -= 1
    if (payload === 'a1' && failures-- > 0) throw new Error('once more')
  }
  const { worker, done } = workerOf(t, database, { step })
  await leave(database, 'step', 'a1', { key: 'a' })
  await leave(database, 'step', 'a2', { key: 'a' })
  await leave(database, 'step', 'a3', { key: 'a' })
  await worker.drain()
  t.same(done, [], 'the second waits while the first waits for its second attempt')
  await leave(database, 'step', 'b1', { key: 'b' })
  await worker.drain()
  t.same(done, ['b1'])
  clock.advance(5_000)
  await worker.drain()
  t.same(done, ['b1', 'a1', 'a2', 'a3'])
})

eachDatabase(t, 'a dead letter does not hold up the later jobs of its key', async (t, open) => {
  const database = await open(storageOptions)
  const step: JobHandler = async ({ payload }) => {
    if (payload === 1) throw new Error('never')
  }
  const { worker, done } = workerOf(t, database, { step }, { maxAttempts: 1 })
  await leave(database, 'step', 1, { key: 'a' })
  await leave(database, 'step', 2, { key: 'a' })
  await worker.drain()
  t.same(done, [2])
})

eachDatabase(t, 'two workers do nothing twice', async (t, open) => {
  const databases = [await open(storageOptions), await open({ ...storageOptions, migrations: undefined })]
  const counts = new Map<unknown, number>()
  const count: JobHandler = async ({ payload }) => void counts.set(payload, (counts.get(payload) ?? 0) + 1)
  const workers = databases.map((database) => workerOf(t, database, { count }).worker)
  await unitOfWork(databases[0]!, async (em) => {
    for (let number = 0; number < 60; number += 1) enqueue(em, 'count', number, { key: `key ${number % 7}` })
  })
  await Promise.all(workers.map((worker) => worker.drain()))
  t.equal(counts.size, 60)
  t.same(new Set(counts.values()), new Set([1]))
})

eachDatabase(t, 'a job of a process that died runs elsewhere once its lease is over', async (t, open) => {
  const clock = createTestClock()
  const database = await open({ ...storageOptions, clock: clock.now })
  const { promise: died, resolve: die } = Promise.withResolvers<void>()
  const dying = workerOf(t, database, { print: () => died }, { leaseSeconds: 60 })
  const healthy = workerOf(t, database, { print: async () => {} })
  await leave(database, 'print', 'once')
  const lost = dying.worker.drain()
  await claimedBy(database)
  await healthy.worker.drain()
  t.same(healthy.done, [], 'the lease holds')
  clock.advance(60_001)
  await healthy.worker.drain()
  t.same(healthy.done, ['once'])

  await leave(database, 'print', 'new')
  die()
  await lost
  t.same((await openJobs(database)).length, 0)
})

async function claimedBy(database: Database): Promise<void> {
  while ((await openJobs(database))[0]?.attempts !== 1) await new Promise((resolve) => setImmediate(resolve))
}

eachDatabase(t, 'a job whose process dies at every attempt becomes a dead letter', async (t, open) => {
  const database = await open(storageOptions)
  const { worker, done } = workerOf(t, database, { crash: async () => {} }, { maxAttempts: 3 })
  await leave(database, 'crash', 1)
  await unitOfWork(database, (em) => rowsOf<Tables>(em).updateTable('core_job').set({ attempts: 3 }).execute())
  await worker.drain()
  t.same(done, [])
  t.match((await deadLetters(database.em())).items, [{ attempts: 4, lastError: /ended during every attempt/ }])
})

eachDatabase(t, 'jobs without a handler are left for a process that has one', async (t, open) => {
  const database = await open(storageOptions)
  const { worker } = workerOf(t, database, { known: async () => {} })
  await leave(database, 'unknown', 1)
  await worker.drain()
  t.match(await openJobs(database), [{ topic: 'unknown', attempts: 0 }])
})

eachDatabase(t, 'a commit wakes the worker, and stopping waits for what runs', async (t, open) => {
  const database = await open(storageOptions)
  const started = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  let finished = false
  const handler: JobHandler = async () => {
    started.resolve()
    await release.promise
    finished = true
  }
  // Ten minutes without looking: only the commit can have woken it.
  const options: WorkerOptions = { database, handlers: new Map([['slow', handler]]), idleSeconds: 600 }
  const worker = startWorker(options)
  await leave(database, 'slow', 1)
  await started.promise
  const stopped = worker.stop()
  t.notOk(finished)
  release.resolve()
  await stopped
  t.ok(finished)
  t.same(await openJobs(database), [])
  await leave(database, 'slow', 2)
  t.equal((await openJobs(database)).length, 1, 'a stopped worker takes nothing any more')
})

/** What waits for something that never comes, and does not listen. */
const forEver: JobHandler = () => new Promise(() => {})
const impatient = { concurrency: 1, longestRunSeconds: 0.05, secondsToHeed: 0.05, random: () => 0 }

eachDatabase(t, 'a job that never ends counts as failed after the longest time, and others go on', async (t, open) => {
  const clock = createTestClock()
  const database = await open({ ...storageOptions, clock: clock.now })
  const { worker, done } = workerOf(t, database, { forEver, print: async () => {} }, impatient)
  await leave(database, 'forEver', 1)
  await leave(database, 'print', 'a mail')
  await worker.drain()
  t.same(done, ['a mail'], 'the only slot is free again')
  const facts = { topic: 'forEver', attempts: 1, dueAt: clock.in(5_000), lastError: /asked to give up and went on/ }
  t.match(await openJobs(database), [facts])
})

eachDatabase(t, 'a job that heeds its signal after the longest time fails with its own words', async (t, open) => {
  const database = await open(storageOptions)
  const heed: JobHandler = ({ signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('the store is silent'))))
  const { worker } = workerOf(t, database, { heed }, { ...impatient, secondsToHeed: 60 })
  await leave(database, 'heed', 1)
  await worker.drain()
  t.match(await openJobs(database), [{ attempts: 1, lastError: /the store is silent/ }])
})

eachDatabase(
  t,
  'stopping waits no longer for a job that does not heed its signal than it has time to',
  async (t, open) => {
    const database = await open(storageOptions)
    const started = Promise.withResolvers<void>()
    const deaf: JobHandler = (run) => {
      started.resolve()
      return forEver(run)
    }
    const options = { idleSeconds: 600, stopSeconds: 0.05, secondsToHeed: 0.05 }
    const worker = startWorker({ database, handlers: new Map([['deaf', deaf]]), ...options })
    await leave(database, 'deaf', 1)
    await started.promise
    await worker.stop()
    t.match(await openJobs(database), [{ attempts: 1, lastError: /asked to give up and went on/ }])
  },
)

eachDatabase(t, 'finding due jobs among many uses the index', async (t, open) => {
  const database = await open(storageOptions)
  await unitOfWork(database, async (em) => {
    for (let number = 0; number < 2000; number += 1) {
      enqueue(em, 'later', number, { key: `k${number}`, runAt: new Date('2100-01-01') })
    }
    for (let number = 0; number < 10; number += 1) enqueue(em, 'now', number, { key: `k${number}` })
  })
  const em = database.em()
  if (database.engine === 'postgres') await sql`analyze core_job`.execute(em.getKysely())
  const query = dueJobs(em, { topics: ['now', 'later'], limit: 4, now: new Date() })
  const explain = database.engine === 'postgres' ? sql`explain` : sql`explain query plan`
  const { sql: text, parameters } = query.compile()
  const literal = parameters.reduce<string>((plan, value) => plan.replace(/\?|\$\d+/, quoted(value)), text)
  const { rows } = await sql`${explain} ${sql.raw(literal)}`.execute(em.getKysely())
  const plan = JSON.stringify(rows)
  t.match(plan, /core_job_due/)
  t.match(plan, /core_job_order/)
  t.notMatch(plan, /Seq Scan|SCAN core_job"/)
  t.equal((await query.execute()).length, 4)
})

const quoted = (value: unknown): string =>
  typeof value === 'number' ? String(value) : `'${value instanceof Date ? value.toISOString() : String(value)}'`

t.test('pauses between attempts grow to six hours and are shortened by chance', async (t) => {
  const never = () => 0
  t.same(
    [1, 2, 3, 8, 20].map((attempt) => backoff(attempt, never) / 1000),
    [5, 20, 80, 21_600, 21_600],
  )
  t.equal(
    backoff(1, () => 0.5),
    3_750,
  )
})
