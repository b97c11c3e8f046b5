import { sql } from 'kysely'
import { cappedCount } from '../storage/capped-count.ts'
import type { CappedCount } from '../storage/capped-count.ts'
import type { EntityManager } from '../storage/database.ts'
import { AuditEntryRecord } from './tables.ts'

const limit = 1_000

/**
 * Rows that claim a place outside of the log of `size` entries. `claimed` is the size of the last checkpoint when the log
 * was read: what the portal has sequenced since then is not outside. One statement, so that it sees one moment.
 */
export async function entriesBeyond(
  em: EntityManager,
  size: number,
  claimed: number,
): Promise<{ id: string; logIndex: number }[]> {
  const { rows } = await sql<{ id: string; log_index: number | string }>`
    select id, log_index
    from core_audit_entry,
      (select coalesce(max(core_audit_checkpoint.size), 0) as size from core_audit_checkpoint) as last
    where log_index < 0
      or (log_index >= ${size} and (log_index >= last.size or last.size = ${claimed}))
    order by log_index
    limit ${limit}
  `.execute(em.getKysely())
  return rows.map((row) => ({ id: row.id, logIndex: Number(row.log_index) }))
}

/** How many entries wait for their place in the log. */
export const waitingEntries = (em: EntityManager): Promise<CappedCount> =>
  cappedCount(em, AuditEntryRecord, (entries) => entries.where('logIndex', 'is', null))
