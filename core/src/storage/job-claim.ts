import type { ExpressionBuilder } from 'kysely'
import type { Database, EntityManager } from './database.ts'
import { rowsOf } from './rows.ts'
import type { JobRow, Tables } from './tables.ts'
import { unitOfWork } from './unit-of-work.ts'

export interface Claim {
  topics: readonly string[]
  limit: number
  leaseUntil: Date
}

/** A job one worker holds until `dueAt`; `attempts` tells its lease from every other lease of the same job. */
export type ClaimedJob = Pick<JobRow, 'id' | 'topic' | 'payload' | 'attempts'>

/** Leases up to `limit` due jobs, oldest first. Two workers never hold the same job, nor two jobs of one order key. */
export async function claimJobs(database: Database, claim: Claim): Promise<ClaimedJob[]> {
  const now = database.clock()
  if (claim.topics.length === 0 || claim.limit < 1) return []
  // A look without a transaction first, so that an idle worker never takes the write lock.
  if ((await dueJobs(database.em(), { ...claim, now, limit: 1 }).execute()).length === 0) return []
  return unitOfWork(database, async (em) => {
    const due = dueJobs(em, { ...claim, now })
    const jobs = await (database.engine === 'postgres' ? due.forUpdate('core_job').skipLocked() : due).execute()
    if (jobs.length === 0) return []
    await rowsOf<Tables>(em)
      .updateTable('core_job')
      .set((is) => ({ dueAt: claim.leaseUntil, attempts: is('attempts', '+', 1) }))
      .where(
        'id',
        'in',
        jobs.map((job) => job.id),
      )
      .execute()
    return jobs.map((job) => ({ ...job, attempts: job.attempts + 1 }))
  })
}

/** The condition under which a worker may still change its job: nobody has leased it since. */
export const jobStillHeld = (job: ClaimedJob) => (is: ExpressionBuilder<Tables, 'core_job'>) =>
  is.and({ id: job.id, attempts: job.attempts })

/** The query behind a claim: due jobs of the topics with no earlier open job of the same order key. */
export const dueJobs = (
  em: EntityManager,
  { topics, limit, now }: { topics: readonly string[]; limit: number; now: Date },
) =>
  rowsOf<Tables>(em)
    .selectFrom('core_job')
    .select(['core_job.id', 'core_job.topic', 'core_job.payload', 'core_job.attempts'])
    .where('core_job.dueAt', '<=', now)
    .where('core_job.topic', 'in', topics)
    .where((is) => is.or([is('core_job.orderKey', 'is', null), is.not(is.exists(earlierOfSameKey(is)))]))
    .orderBy('core_job.dueAt')
    .orderBy('core_job.id')
    .limit(limit)

const earlierOfSameKey = (is: ExpressionBuilder<Tables, 'core_job'>) =>
  is
    .selectFrom('core_job as earlier')
    .select('earlier.id')
    .whereRef('earlier.topic', '=', 'core_job.topic')
    .whereRef('earlier.orderKey', '=', 'core_job.orderKey')
    .whereRef('earlier.id', '<', 'core_job.id')
    .where('earlier.dueAt', 'is not', null)
