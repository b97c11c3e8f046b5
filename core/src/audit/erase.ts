import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import type { Tables } from './tables.ts'

const batch = 500

/**
 * Erases the details and salts of these entries (DSGVO Art. 17). The entries stay, and the log stays valid: without its
 * salt a commitment says nothing. Returns how many entries had details.
 */
export async function eraseAuditDetails(em: EntityManager, entryIds: string[]): Promise<number> {
  let erased = 0
  for (let at = 0; at < entryIds.length; at += batch) {
    const ids = entryIds.slice(at, at + batch)
    const { numDeletedRows } = await rowsOf<Tables>(em)
      .deleteFrom('core_audit_detail')
      .where('entryId', 'in', ids)
      .executeTakeFirstOrThrow()
    erased += Number(numDeletedRows)
  }
  return erased
}
