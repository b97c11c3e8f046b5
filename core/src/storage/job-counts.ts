import { sql } from 'kysely'
import type { EntityManager } from './database.ts'
import { rowsOf } from './rows.ts'
import type { Tables } from './tables.ts'

/** How much work is open. */
export interface JobCounts {
  /** Jobs that wait or run. */
  waiting: number
  /** Of those, how many should have begun more than five minutes ago: a sign that no worker runs. */
  overdue: number
  /** Jobs that were given up and wait for a person. */
  dead: number
}

const patience = 5 * 60_000

/** Counts open jobs; `now` decides what is overdue. */
export async function countJobs(em: EntityManager, now: Date): Promise<JobCounts> {
  const limit = new Date(now.getTime() - patience)
  const count = (where: 'due' | 'overdue' | 'dead') =>
    rowsOf<Tables>(em)
      .selectFrom('core_job')
      .select(sql<number | string>`count(*)`.as('count'))
      .$if(where === 'due', (it) => it.where('deadAt', 'is', null))
      .$if(where === 'overdue', (it) => it.where('deadAt', 'is', null).where('dueAt', '<', limit))
      .$if(where === 'dead', (it) => it.where('deadAt', 'is not', null))
      .executeTakeFirstOrThrow()
      .then((row) => Number(row.count))
  return { waiting: await count('due'), overdue: await count('overdue'), dead: await count('dead') }
}
