import { cappedCount } from './capped-count.ts'
import type { CappedCount } from './capped-count.ts'
import type { EntityManager } from './database.ts'
import { Job } from './tables.ts'

/** How much work is open. */
export interface JobCounts {
  /** Jobs that wait or run. */
  waiting: CappedCount
  /** Of those, how many should have begun more than five minutes ago: a sign that no worker runs. */
  overdue: CappedCount
  /** Jobs that were given up and wait for a person. */
  dead: CappedCount
}

const patience = 5 * 60_000

/** Before any time there is; SQLite looks up a time in an index, but not that there is one. */
const ever = new Date(0)

/** Counts open jobs; `now` decides what is overdue. Whoever is given up has no time it is due. */
export async function countJobs(em: EntityManager, now: Date): Promise<JobCounts> {
  const limit = new Date(now.getTime() - patience)
  return {
    waiting: await cappedCount(em, Job, (jobs) => jobs.where('dueAt', '>', ever)),
    overdue: await cappedCount(em, Job, (jobs) => jobs.where('dueAt', '<', limit)),
    dead: await cappedCount(em, Job, (jobs) => jobs.where('deadAt', '>', ever)),
  }
}
