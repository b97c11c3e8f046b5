import type { Database, EntityManager } from './database.ts'
import { enqueue } from './job.ts'
import { rowsOf } from './rows.ts'
import type { RecurringJobRow, Tables } from './tables.ts'
import { unawaited } from './unawaited.ts'
import { unitOfWork } from './unit-of-work.ts'

/**
 * Has each topic enqueued every so many seconds from now on, once for all processes; a changed interval replaces the old.
 * Writes only what changed, so that a portal that starts again need not wait for the disk.
 */
export async function ensureRecurring(database: Database, seconds: ReadonlyMap<string, number>): Promise<void> {
  const known = await rowsOf<Tables>(database.em()).selectFrom('core_recurring_job').selectAll().execute()
  const interval = new Map(known.map(({ topic, everySeconds }) => [topic, everySeconds]))
  const changed = [...seconds].filter(([topic, everySeconds]) => interval.get(topic) !== everySeconds)
  if (changed.length === 0) return
  await unitOfWork(database, async (em) => {
    const nextAt = database.clock()
    for (const [topic, everySeconds] of changed) {
      await unawaited(
        rowsOf<Tables>(em)
          .insertInto('core_recurring_job')
          .values({ topic, everySeconds, nextAt })
          .onConflict((conflict) => conflict.column('topic').doUpdateSet({ everySeconds })),
      ).execute()
    }
  })
}

/** Ends the recurrence of a topic. */
export async function removeRecurring(em: EntityManager, topic: string): Promise<void> {
  await rowsOf<Tables>(em).deleteFrom('core_recurring_job').where('topic', '=', topic).execute()
}

/**
 * Enqueues the recurring jobs of `topics` that are due. One that is still open from last time is not enqueued again, one
 * that was given up begins anew, and occurrences missed while nothing ran are not made up for. Returns how many were due.
 */
export async function enqueueRecurring(database: Database, topics: readonly string[]): Promise<number> {
  if (topics.length === 0) return 0
  const now = database.clock()
  // A look without a transaction first, so that an idle worker never takes the write lock.
  if ((await dueRecurring(database.em(), topics, now).execute()).length === 0) return 0
  return unitOfWork(database, async (em) => {
    const query = dueRecurring(em, topics, now)
    const due = await (database.engine === 'postgres' ? query.forUpdate().skipLocked() : query).execute()
    for (const recurring of due) {
      const uniqueKey = `recurring ${recurring.topic}`
      await beginAgain(em, uniqueKey, now)
      enqueue(em, recurring.topic, {}, { uniqueKey })
      await rowsOf<Tables>(em)
        .updateTable('core_recurring_job')
        .set({ nextAt: nextOccurrence(recurring, now) })
        .where('topic', '=', recurring.topic)
        .execute()
    }
    return due.length
  })
}

/** What kept it from its end, such as a full disk, may be gone; nobody has to say so for it to recur. */
const beginAgain = (em: EntityManager, uniqueKey: string, now: Date) =>
  rowsOf<Tables>(em)
    .updateTable('core_job')
    .set({ dueAt: now, deadAt: null, attempts: 0 })
    .where('uniqueKey', '=', uniqueKey)
    .where('deadAt', 'is not', null)
    .execute()

const dueRecurring = (em: EntityManager, topics: readonly string[], now: Date) =>
  rowsOf<Tables>(em)
    .selectFrom('core_recurring_job')
    .selectAll()
    .where('nextAt', '<=', now)
    .where('topic', 'in', topics)

/** The first moment of the recurrence's grid after `now`. */
export function nextOccurrence({ nextAt, everySeconds }: RecurringJobRow, now: Date): Date {
  const every = everySeconds * 1000
  const passed = Math.floor((now.getTime() - nextAt.getTime()) / every) + 1
  return new Date(nextAt.getTime() + Math.max(passed, 1) * every)
}
