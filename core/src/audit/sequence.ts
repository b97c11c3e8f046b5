import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Database, EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { packIds, sliceIds } from './entry-ids.ts'
import type { KeptCheckpoint } from './kept-checkpoint.ts'
import { checkedHead } from './log-head.ts'
import type { LogHead } from './log-head.ts'
import type { Hash } from './merkle.ts'
import { renewLease } from './sequencer-lease.ts'
import type { Lease } from './sequencer-lease.ts'
import { parseVerifierKey } from './signed-note.ts'
import type { NoteSigner } from './signed-note.ts'
import type { Tables, TileRow } from './tables.ts'
import { edgeRoot, fullWidth, growTiles } from './tile.ts'
import type { Tile } from './tile.ts'
import { saveTiles } from './tile-store.ts'

export interface SequenceOptions {
  /** Signs the checkpoints; its name is the origin of the log. */
  key: NoteSigner
  clock: Clock
  /** The second place for the last checkpoint. */
  kept: KeptCheckpoint
}

/** Another process was elected meanwhile; nothing has changed. */
export class LeaseLost extends Error {}

interface Sequenced {
  id: string
  leafHash: Hash
}

/** Entries that enter the tree in one transaction at most. */
const batch = 4096
// Any number does that no other part of the portal uses for an advisory lock.
const lockId = 0x6b_77_61_75

/** What became of the log. */
export interface Grown {
  size: number
  /** Whether as many were taken as are taken at once: then more may be waiting. */
  isFull: boolean
}

/**
 * Takes waiting entries into the tree and signs a checkpoint over them, all in one unit of work: first the entries, then
 * the tiles, then the checkpoint, and after the commit the checkpoint in the second place. An entry whose transaction
 * commits late is taken by a later call; its place in the log is the order in which it was taken. Null when nothing waits.
 * Throws the errors of `checkedHead`, and `LeaseLost` when `lease` is no longer the last one; then nothing has changed.
 */
export async function sequence(
  database: Database,
  { key, clock, kept }: SequenceOptions,
  lease?: Lease,
): Promise<Grown | null> {
  if (!(await isAnythingWaiting(database.em()))) return null
  const keptNote = await kept.read()
  const signed = await unitOfWork(database, async (em) => {
    await waitForTurn(database, em)
    if (lease !== undefined && !(await renewLease(database, em, lease))) throw new LeaseLost()
    const head = await checkedHead(em, key, keptNote)
    const entries = await takeWaiting(em, head.size)
    if (entries.length === 0) return null
    return { ...(await growLog(em, head, entries, key, clock())), isFull: entries.length === batch }
  })
  if (signed === null) return null
  await keep(kept, key, signed)
  return { size: signed.size, isFull: signed.isFull }
}

/** Makes sure that the log may be continued, and keeps its last checkpoint in case a crash came between. */
export async function resumeLog(database: Database, { key, kept }: SequenceOptions): Promise<{ size: number }> {
  const keptNote = await kept.read()
  const { size, note } = await checkedHead(database.em(), key, keptNote)
  if (note !== null && note !== keptNote) await keep(kept, key, { size, note })
  return { size }
}

// A process that was held up after its commit must not put an older checkpoint over that of its successor.
async function keep(kept: KeptCheckpoint, key: NoteSigner, { size, note }: { size: number; note: string }) {
  const current = await kept.read()
  const known = current === null ? null : openCheckpoint(current, parseVerifierKey(key.verifierKey))
  if (known === null || 'problem' in known || known.size < size) await kept.write(note)
}

async function isAnythingWaiting(em: EntityManager): Promise<boolean> {
  const rows = rowsOf<Tables>(em).selectFrom('core_audit_entry').select('id').where('logIndex', 'is', null)
  return (await rows.limit(1).executeTakeFirst()) !== undefined
}

// On SQLite the transaction itself is the lock: only one can write. PostgreSQL ends the transaction of a process that
// stands still within it, so that its locks keep nobody from the log.
async function waitForTurn(database: Database, em: EntityManager): Promise<void> {
  if (database.engine !== 'postgres') return
  await sql`set local idle_in_transaction_session_timeout = '10s'`.execute(em.getKysely())
  await sql`select pg_advisory_xact_lock(${lockId})`.execute(em.getKysely())
}

// One statement chooses the entries and numbers them, so that none can commit in between and be skipped.
async function takeWaiting(em: EntityManager, size: number): Promise<Sequenced[]> {
  const { rows } = await sql<{ id: string; leaf_hash: Buffer; log_index: number | string }>`
    update core_audit_entry set log_index = ${size} + waiting.place
    from (
      select id, row_number() over (order by id) - 1 as place
      from (select id from core_audit_entry where log_index is null order by id limit ${batch}) as next
    ) as waiting
    where core_audit_entry.id = waiting.id
    returning core_audit_entry.id, leaf_hash, log_index
  `.execute(em.getKysely())
  return rows
    .map((row) => ({ id: row.id, leafHash: row.leaf_hash, index: Number(row.log_index) }))
    .sort((one, other) => one.index - other.index)
}

async function growLog(em: EntityManager, head: LogHead, entries: Sequenced[], key: NoteSigner, now: Date) {
  const { tiles, edge } = growTiles(
    head.size,
    head.edge,
    entries.map((entry) => entry.leafHash),
  )
  await saveTiles(em, withIds(tiles, head, entries))
  const size = head.size + entries.length
  const note = signCheckpoint({ origin: key.name, size, root: edgeRoot(edge) }, key)
  await rowsOf<Tables>(em).insertInto('core_audit_checkpoint').values({ size, note, signedAt: now }).execute()
  return { size, note }
}

function withIds(tiles: Tile[], head: LogHead, entries: Sequenced[]): TileRow[] {
  const ids = Buffer.concat([head.edgeIds, packIds(entries.map((entry) => entry.id))])
  const first = Math.floor(head.size / fullWidth)
  return tiles.map((tile) => {
    const at = (tile.number - first) * fullWidth
    return { ...tile, entryIds: tile.level === 0 ? sliceIds(ids, at, at + fullWidth) : null }
  })
}
