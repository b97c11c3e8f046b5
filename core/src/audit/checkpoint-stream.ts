import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { Hash } from './merkle.ts'
import type { NoteVerifier } from './signed-note.ts'
import type { Tables } from './tables.ts'

/** A stored checkpoint; without root when it is not what the key has signed for this size. */
export interface StoredCheckpoint {
  size: number
  root: Hash | null
}

const batch = 500

/** The stored checkpoints up to `size`, smallest first. */
export async function* readCheckpoints(
  em: EntityManager,
  verifier: NoteVerifier,
  size: number,
): AsyncGenerator<StoredCheckpoint> {
  for (let after = -1; ;) {
    const rows = await rowsOf<Tables>(em)
      .selectFrom('core_audit_checkpoint')
      .select(['size', 'note'])
      .where('size', '>', after)
      .where('size', '<=', size)
      .orderBy('size')
      .limit(batch)
      .execute()
    for (const row of rows) yield { size: row.size, root: rootSignedFor(row, verifier) }
    if (rows.length < batch) return
    after = rows.at(-1)!.size
  }
}

/** The largest size for which the database holds a valid checkpoint, and the largest for which it holds any. */
export async function checkpointSizes(
  em: EntityManager,
  verifier: NoteVerifier,
): Promise<{ signed: number; claimed: number }> {
  let claimed = 0
  for (let below = Number.MAX_SAFE_INTEGER; ;) {
    const rows = await rowsOf<Tables>(em)
      .selectFrom('core_audit_checkpoint')
      .select(['size', 'note'])
      .where('size', '<', below)
      .orderBy('size', 'desc')
      .limit(batch)
      .execute()
    claimed = Math.max(claimed, rows[0]?.size ?? 0)
    const valid = rows.find((row) => rootSignedFor(row, verifier) !== null)
    if (valid !== undefined || rows.length < batch) return { signed: valid?.size ?? 0, claimed }
    below = rows.at(-1)!.size
  }
}

function rootSignedFor({ size, note }: { size: number; note: string }, verifier: NoteVerifier): Hash | null {
  const checkpoint = openCheckpoint(note, verifier)
  return 'problem' in checkpoint || checkpoint.size !== size ? null : checkpoint.root
}
