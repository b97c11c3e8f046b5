import { setTimeout as pause } from 'node:timers/promises'
import { CompiledQuery } from 'kysely'
import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import { noPatience, usualPatience } from './sqlite-patience.ts'

/** Over about a second and a quarter: whoever erases somebody waits for it. */
const attempts = 8

/**
 * Takes out of SQLite's write-ahead log what pages held before they were overwritten: brings the database file up to date
 * and cuts the log to nothing, between two groups of commits. Tried again while somebody reads; false, and a line in the log
 * of the portal, when that takes too long. Nothing on PostgreSQL, which looks after its log by itself.
 */
export async function truncateWriteAheadLog(database: Database): Promise<boolean> {
  if (database.engine !== 'sqlite') return true
  let failure: unknown
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await pause(5 * 2 ** attempt)
    try {
      if (await truncateOnce(database)) return true
    } catch (error) {
      failure = error
    }
  }
  database.log.warn(
    { err: failure },
    'what was erased is still in the write-ahead log, because somebody reads the database; tried again at the next sweep',
  )
  return false
}

// Holding the one connection that writes keeps every unit of work waiting. It must not wait itself: everything would, also
// the reader in this process that it waits for.
const truncateOnce = (database: Database): Promise<boolean> =>
  (database.em().getConnection('write').getClient() as Kysely<unknown>).connection().execute(async (connection) => {
    await connection.executeQuery(CompiledQuery.raw(`pragma ${noPatience}`))
    try {
      const { rows } = await connection.executeQuery<{ busy: number }>(
        CompiledQuery.raw('pragma wal_checkpoint(truncate)'),
      )
      return rows[0]?.busy === 0
    } finally {
      await connection.executeQuery(CompiledQuery.raw(`pragma ${usualPatience}`))
    }
  })
