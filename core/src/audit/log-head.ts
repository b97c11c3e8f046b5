import { isError } from '../base/error.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { firstIds } from './entry-ids.ts'
import { auditErrors } from './errors.ts'
import { emptyRoot, hashLength } from './merkle.ts'
import { parseVerifierKey } from './signed-note.ts'
import type { NoteSigner } from './signed-note.ts'
import type { CheckpointRow, Tables } from './tables.ts'
import { edgePlaces, edgeRoot, tilePath, widthOf } from './tile.ts'
import type { Edge } from './tile.ts'
import { tileRows, tilesOf } from './tile-store.ts'
import { rootFromTiles } from './tile-tree.ts'

/** Where the log stands: the point from which it may be continued. */
export interface LogHead {
  size: number
  edge: Edge
  /** Packed ids of the entries of the last, not yet full tile of level 0. */
  edgeIds: Buffer
  /** The signed note for `size`; null for the log without entries. */
  note: string | null
}

/** The last checkpoint in the database. */
export function lastCheckpoint(em: EntityManager): Promise<CheckpointRow | undefined> {
  return rowsOf<Tables>(em)
    .selectFrom('core_audit_checkpoint')
    .selectAll()
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/**
 * Reads where the log stands and makes sure that it may be continued: its last checkpoint is signed by `key`, its tiles
 * have that root, and it continues the checkpoint kept outside of the database. The work grows with the logarithm of the
 * size. Throws `audit.key-mismatch`, `audit.log-damaged` and `audit.rollback-detected`.
 */
export async function checkedHead(em: EntityManager, key: NoteSigner, keptNote: string | null): Promise<LogHead> {
  const last = await lastCheckpoint(em)
  const { size, root } = last === undefined ? { size: 0, root: emptyRoot } : trusted(last.note, key, 'checkpoint')
  if (last !== undefined && last.size !== size) throw auditErrors.logDamaged({ what: `checkpoint ${last.size}` })
  const head = await readHead(em, size)
  if (size > 0 && !edgeRoot(head.edge).equals(root)) throw auditErrors.logDamaged({ what: `checkpoint ${size}` })
  if (keptNote !== null) await demandContinuation(em, { size, root }, trusted(keptNote, key, 'audit/checkpoint'))
  return { ...head, note: last?.note ?? null }
}

/**
 * How long the log was when a checkpoint from outside of the database was signed, and whether the log continues it. Throws
 * `audit.key-mismatch` and `audit.log-damaged`.
 */
export async function compareCheckpoint(em: EntityManager, key: NoteSigner, note: string) {
  const { size } = trusted(note, key, 'audit/checkpoint')
  try {
    await checkedHead(em, key, note)
    return { size, isContinued: true }
  } catch (error) {
    if (isError(error, 'audit.rollback-detected')) return { size, isContinued: false }
    throw error
  }
}

function trusted(note: string, key: NoteSigner, what: string): Checkpoint {
  const checkpoint = openCheckpoint(note, parseVerifierKey(key.verifierKey))
  if (!('problem' in checkpoint)) return checkpoint
  throw checkpoint.problem === 'unknown-key'
    ? auditErrors.keyMismatch({ name: key.name })
    : auditErrors.logDamaged({ what })
}

async function readHead(em: EntityManager, size: number): Promise<Omit<LogHead, 'note'>> {
  const places = edgePlaces(size)
  const rows = await tileRows(
    em,
    places.filter(({ width }) => width > 0),
  )
  const edge = places.map((place) => {
    const row = rows.find(({ level }) => level === place.level)
    if (place.width > 0 && (row === undefined || widthOf(row.hashes) < place.width)) {
      throw auditErrors.logDamaged({ what: tilePath(place, place.width) })
    }
    return row?.hashes.subarray(0, place.width * hashLength) ?? Buffer.alloc(0)
  })
  const ids = rows.find(({ level }) => level === 0)?.entryIds ?? null
  return { size, edge, edgeIds: firstIds(ids, places[0]?.width ?? 0) }
}

async function demandContinuation(em: EntityManager, last: Pick<Checkpoint, 'size' | 'root'>, kept: Checkpoint) {
  const { size } = last
  if (kept.size > size) throw auditErrors.rollbackDetected({ size, keptSize: kept.size })
  const root = kept.size === size ? last.root : await rootFromTiles(kept.size, tilesOf(em))
  if (!root.equals(kept.root)) throw auditErrors.rollbackDetected({ size, keptSize: kept.size })
}
