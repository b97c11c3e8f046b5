import { jobStillHeld } from './job-claim.ts'
import type { ClaimedJob } from './job-claim.ts'
import type { Database, EntityManager } from './database.ts'
import { errors } from './errors.ts'
import { page } from './page.ts'
import type { Page } from './page.ts'
import { rowsOf } from './rows.ts'
import type { RowOf } from './rows.ts'
import { Job } from './tables.ts'
import type { JobRow, Tables } from './tables.ts'
import { databaseOf, unitOfWork } from './unit-of-work.ts'
import { announceWork } from './work-signal.ts'

/** How many characters of an error are kept. */
const errorLength = 2000

/** Removes a job that is done. False if its lease was lost to another worker meanwhile. */
export async function completeJob(database: Database, job: ClaimedJob): Promise<boolean> {
  const { numDeletedRows } = await unitOfWork(database, (em) =>
    rowsOf<Tables>(em).deleteFrom('core_job').where(jobStillHeld(job)).executeTakeFirstOrThrow(),
  )
  return numDeletedRows > 0n
}

/** Keeps a job for longer. False if its lease was lost. */
export const extendLease = (database: Database, job: ClaimedJob, leaseUntil: Date): Promise<boolean> =>
  change(database, job, { dueAt: leaseUntil })

/** Puts a failed job back until `dueAt`. */
export const postponeJob = (database: Database, job: ClaimedJob, error: unknown, dueAt: Date): Promise<boolean> =>
  change(database, job, { dueAt, lastError: describe(error) })

/** Gives a job up: it stays as a dead letter until somebody retries it. Later jobs of its order key go on. */
export const buryJob = (database: Database, job: ClaimedJob, error: unknown, now: Date): Promise<boolean> =>
  change(database, job, { dueAt: null, deadAt: now, lastError: describe(error) })

/** Jobs that were given up, youngest first: work for an administrator. */
export const deadLetters = (
  em: EntityManager,
  { after, limit }: { after?: string; limit?: number } = {},
): Promise<Page<RowOf<typeof Job>>> =>
  page(em, Job, { order: 'id', descending: true, after, limit, where: (it) => it.where('deadAt', 'is not', null) })

/** Starts a dead letter over, with all its attempts; `storage.job-not-found` when there is none of that id. */
export async function retryJob(em: EntityManager, id: string): Promise<void> {
  const { numUpdatedRows } = await startingOver(em).where('id', '=', id).executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw errors.jobNotFound({ id })
  announceWork(em)
}

/** Starts all dead letters of a topic over that were given up before that moment. */
export async function retryGivenUp(em: EntityManager, topic: string, before: Date): Promise<void> {
  await startingOver(em).where('topic', '=', topic).where('deadAt', '<', before).execute()
  announceWork(em)
}

const startingOver = (em: EntityManager) =>
  rowsOf<Tables>(em)
    .updateTable('core_job')
    .set({ dueAt: databaseOf(em).clock(), deadAt: null, attempts: 0 })
    .where('deadAt', 'is not', null)

/** Gives a dead letter up for good; `storage.job-not-found` when there is none of that id. Returns its topic. */
export async function discardJob(em: EntityManager, id: string): Promise<string> {
  const found = await rowsOf<Tables>(em)
    .deleteFrom('core_job')
    .where('id', '=', id)
    .where('deadAt', 'is not', null)
    .returning('topic')
    .executeTakeFirst()
  if (found === undefined) throw errors.jobNotFound({ id })
  return found.topic
}

async function change(database: Database, job: ClaimedJob, set: Partial<JobRow>): Promise<boolean> {
  const { numUpdatedRows } = await unitOfWork(database, (em) =>
    rowsOf<Tables>(em).updateTable('core_job').set(set).where(jobStillHeld(job)).executeTakeFirstOrThrow(),
  )
  return numUpdatedRows > 0n
}

const describe = (error: unknown): string =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, errorLength)
