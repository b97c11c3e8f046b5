import { newId } from '../base/id.ts'
import type { EntityManager } from './database.ts'
import { rowsOf } from './rows.ts'
import type { JobRow, Tables } from './tables.ts'
import { unawaited } from './unawaited.ts'
import { beforeCommit, databaseOf } from './unit-of-work.ts'
import { announceWork } from './work-signal.ts'

export interface JobOptions {
  /** Jobs of one topic with the same key run one after another, in the order they were enqueued; one that waits holds up the later ones. */
  key?: string
  /** Not before this moment. */
  runAt?: Date
  /** While a job with this key is open, another one is not enqueued. */
  uniqueKey?: string
}

/** A job of a unit of work that has not committed yet; `finish` makes the payload right before. */
interface Collected {
  row: JobRow
  finish?: (jobId: string) => Promise<unknown>
}

const collected = new WeakMap<EntityManager, Collected[]>()

/** Leaves work for after the commit of `em`; it is kept if and only if the unit of work is. Returns the job's id. */
export const enqueue = (em: EntityManager, topic: string, payload: unknown, options: JobOptions = {}): string =>
  collectJob(em, topic, { payload }, options)

/** The same with a payload that takes time to make, such as a sealed one; it is made right before the commit. */
export const enqueueMade = (em: EntityManager, topic: string, make: (jobId: string) => Promise<unknown>): string =>
  collectJob(em, topic, { payload: null, finish: make }, {})

function collectJob(
  em: EntityManager,
  topic: string,
  { payload, finish }: { payload: unknown; finish?: (jobId: string) => Promise<unknown> },
  options: JobOptions,
): string {
  const now = databaseOf(em).clock()
  const row: JobRow = {
    id: newId(),
    topic,
    orderKey: options.key ?? null,
    uniqueKey: options.uniqueKey ?? null,
    payload,
    createdAt: now,
    dueAt: options.runAt ?? now,
    attempts: 0,
    lastError: null,
    deadAt: null,
  }
  collect(em).push(finish === undefined ? { row } : { row, finish })
  return row.id
}

function collect(em: EntityManager): Collected[] {
  const open = collected.get(em)
  if (open !== undefined) return open
  const jobs: Collected[] = []
  beforeCommit(em, async () => {
    collected.delete(em)
    await insertJobs(em, jobs)
  })
  announceWork(em)
  collected.set(em, jobs)
  return jobs
}

async function insertJobs(em: EntityManager, jobs: Collected[]): Promise<void> {
  for (const { row, finish } of jobs) if (finish !== undefined) row.payload = await finish(row.id)
  await unawaited(
    rowsOf<Tables>(em)
      .insertInto('core_job')
      .values(jobs.map(({ row }) => row))
      .onConflict((conflict) => conflict.column('uniqueKey').doNothing()),
  ).execute()
}
