import { sql } from 'kysely'
import { databaseOf } from '../storage/unit-of-work.ts'
import type { EntityManager } from '../storage/database.ts'
import { errors } from './errors.ts'

/** As long as a transaction waits for another writer on SQLite, in milliseconds. */
const usualPatience = 10_000
const lockNotAvailable = '55P03'

/**
 * Waits for every transaction that has written data keys, and keeps others from writing any until the unit of work ends.
 * Throws `vault.keys-in-use` after `patience` milliseconds: whoever wants to write one waits in the queue behind.
 */
export async function holdDataKeys(em: EntityManager, patience = usualPatience): Promise<void> {
  // On SQLite the transaction itself is the lock: only one can write.
  if (databaseOf(em).engine !== 'postgres') return
  const db = em.getKysely()
  await sql`select set_config('lock_timeout', ${String(patience)}, true)`.execute(db)
  try {
    await sql`lock table core_data_key in share row exclusive mode`.execute(db)
  } catch (cause) {
    if ((cause as { code?: unknown }).code === lockNotAvailable) throw errors.keysInUse({}, { cause })
    throw cause
  }
}
