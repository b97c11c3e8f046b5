import { newId } from '../base/id.ts'
import type { EventReference, PayloadOf } from '../base/reference.ts'
import type { EntityManager } from './database.ts'
import { errors } from './errors.ts'
import { payloadProblems } from './event-payload.ts'
import { insertRow } from './insert-row.ts'
import { OutboxEvent } from './tables.ts'
import type { OutboxRow } from './tables.ts'
import { beforeCommit, databaseOf } from './unit-of-work.ts'
import { announceWork } from './work-signal.ts'

const collected = new WeakMap<EntityManager, OutboxRow[]>()

/**
 * Announces that something happened, in the same transaction as the happening; after the commit every subscriber gets
 * its own job. Returns the event's id. Refuses a payload that does not fit with `storage.bad-event-payload`.
 */
export function emit<E extends EventReference>(em: EntityManager, event: E, payload: PayloadOf<E>): string {
  const problems = payloadProblems(event, payload)
  if (problems.length > 0) {
    const reason = problems.map((problem) => `${problem.pointer || '/'} ${problem.code}`).join(', ')
    throw errors.badEventPayload({ event: event.name, reason }, { problems })
  }
  const row: OutboxRow = { id: newId(), event: event.name, payload, at: databaseOf(em).clock() }
  collect(em).push(row)
  return row.id
}

function collect(em: EntityManager): OutboxRow[] {
  const open = collected.get(em)
  if (open !== undefined) return open
  const events: OutboxRow[] = []
  beforeCommit(em, async () => {
    collected.delete(em)
    for (const event of events) await insertRow(em, OutboxEvent, event)
  })
  announceWork(em)
  collected.set(em, events)
  return events
}
