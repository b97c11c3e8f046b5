import type { Database, EntityManager } from './database.ts'
import { enqueue } from './job.ts'
import { rowsOf } from './rows.ts'
import type { Tables } from './tables.ts'
import { unitOfWork } from './unit-of-work.ts'

/** Which topics get a job for an event, by the event's name. */
export type Subscribers = ReadonlyMap<string, readonly string[]>

/** How many events are handed on in one unit of work. */
export const eventsAtOnce = 100

/** Turns committed events, oldest first, into one job per subscriber. Returns how many events it handled. */
export async function relayOutbox(database: Database, subscribers: Subscribers): Promise<number> {
  // A look without a transaction first, so that an idle worker never takes the write lock.
  if ((await oldestEvents(database.em(), 1).execute()).length === 0) return 0
  return unitOfWork(database, async (em) => {
    const oldest = oldestEvents(em, eventsAtOnce)
    const events = await (database.engine === 'postgres' ? oldest.forUpdate().skipLocked() : oldest).execute()
    if (events.length === 0) return 0
    for (const { id, event, payload } of events) {
      for (const topic of subscribers.get(event) ?? []) {
        enqueue(em, topic, payload, { uniqueKey: `${id} ${topic}` })
      }
    }
    const ids = events.map((event) => event.id)
    await rowsOf<Tables>(em).deleteFrom('core_outbox').where('id', 'in', ids).execute()
    return events.length
  })
}

const oldestEvents = (em: EntityManager, limit: number) =>
  rowsOf<Tables>(em).selectFrom('core_outbox').selectAll().orderBy('id').limit(limit)
