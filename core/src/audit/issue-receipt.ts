import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { openDisclosure } from './disclosure.ts'
import { auditErrors } from './errors.ts'
import { lastCheckpoint } from './log-head.ts'
import { leafHash } from './merkle.ts'
import { verifyInclusion } from './proof.ts'
import { formatReceipt } from './receipt.ts'
import type { Receipt } from './receipt.ts'
import { textOf } from './signed-note.ts'
import type { Tables } from './tables.ts'
import { tilesOf } from './tile-store.ts'
import { inclusionProofFromTiles } from './tile-tree.ts'

/**
 * The receipt for an entry, and its text to hand out: it discloses the details to whoever gets it, as long as they are
 * not erased. Null while the entry waits for its place in the log, usually for some hundred milliseconds.
 * Throws `audit.entry-unknown`, and `audit.log-damaged` rather than hand out a receipt that does not hold.
 */
export async function receiptFor(em: EntityManager, entryId: string): Promise<(Receipt & { text: string }) | null> {
  const row = await rowsOf<Tables>(em)
    .selectFrom('core_audit_entry')
    .leftJoin('core_audit_detail', 'core_audit_detail.entryId', 'core_audit_entry.id')
    .select(['entry', 'logIndex', 'details'])
    .where('core_audit_entry.id', '=', entryId)
    .executeTakeFirst()
  if (row === undefined) throw auditErrors.entryUnknown({ id: entryId })
  const index = row.logIndex
  if (index === null) return null

  const last = await lastCheckpoint(em)
  const head = last && parseCheckpoint(textOf(last.note) ?? '')
  if (!last || !head || head.size <= index) throw auditErrors.logDamaged({ what: `entry ${index}` })
  const proof = await inclusionProofFromTiles(index, head.size, tilesOf(em))
  const holds = verifyInclusion({ leaf: leafHash(row.entry), index, size: head.size, proof, root: head.root })
  if (!holds) throw auditErrors.logDamaged({ what: `entry ${index}` })

  const disclosure = await openDisclosure(em, entryId, row.details)
  if (disclosure === 'changed') throw auditErrors.logDamaged({ what: `the details of entry ${index}` })
  const receipt: Receipt = { index, entry: row.entry, disclosure, proof, checkpoint: last.note }
  return { ...receipt, text: formatReceipt(receipt) }
}
