import type { Database, EntityManager } from './database.ts'
import { afterCommit, databaseOf } from './unit-of-work.ts'

const listeners = new WeakMap<Database, Set<() => void>>()

/** Calls `listener` whenever this process commits new work to `database`; returns how to stop that. */
export function onWork(database: Database, listener: () => void): () => void {
  const set = listeners.get(database) ?? new Set()
  listeners.set(database, set.add(listener))
  return () => set.delete(listener)
}

/** Wakes the workers of this process once the unit of work of `em` is committed. */
export function announceWork(em: EntityManager): void {
  const database = databaseOf(em)
  afterCommit(em, () => listeners.get(database)?.forEach((listener) => listener()))
}
