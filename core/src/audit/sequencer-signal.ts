import type { Database, EntityManager } from '../storage/database.ts'
import { afterCommit, databaseOf } from '../storage/unit-of-work.ts'

const listeners = new WeakMap<Database, Set<() => void>>()

/** Calls `listener` whenever this process commits audit entries to `database`; returns how to stop that. */
export function onEntries(database: Database, listener: () => void): () => void {
  const set = listeners.get(database) ?? new Set()
  listeners.set(database, set.add(listener))
  return () => void set.delete(listener)
}

/** Wakes the sequencers of this process once the unit of work of `em` is committed. */
export function announceEntries(em: EntityManager): void {
  const database = databaseOf(em)
  afterCommit(em, () => listeners.get(database)?.forEach((listener) => listener()))
}
