import { newId } from '../base/id.ts'
import type { EntityManager } from './database.ts'
import { rowsOf } from './rows.ts'
import type { JobRow, Tables } from './tables.ts'
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

const collected = new WeakMap<EntityManager, JobRow[]>()

/** Leaves work for after the commit of `em`; it is kept if and only if the unit of work is. Returns the job's id. */
export function enqueue(em: EntityManager, topic: string, payload: unknown, options: JobOptions = {}): string {
  const now = databaseOf(em).clock()
  const job: JobRow = {
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
  collect(em).push(job)
  return job.id
}

function collect(em: EntityManager): JobRow[] {
  const open = collected.get(em)
  if (open !== undefined) return open
  const jobs: JobRow[] = []
  beforeCommit(em, async () => {
    collected.delete(em)
    await insertJobs(em, jobs)
  })
  announceWork(em)
  collected.set(em, jobs)
  return jobs
}

async function insertJobs(em: EntityManager, jobs: JobRow[]): Promise<void> {
  await rowsOf<Tables>(em)
    .insertInto('core_job')
    .values(jobs)
    .onConflict((conflict) => conflict.column('uniqueKey').doNothing())
    .execute()
}
