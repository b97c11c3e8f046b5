import { signCheckpoint } from '../../src/audit/checkpoint.ts'
import { leafHash, rootOf } from '../../src/audit/merkle.ts'
import type { Tables } from '../../src/audit/tables.ts'
import { growTiles } from '../../src/audit/tile.ts'
import type { rowsOf } from '../../src/storage/rows.ts'
import type { TestLog } from './fixture.ts'

/** The id of an entry that never belonged to the log. */
export const stranger = '0190ffff-0000-7000-8000-00000000000f'

export interface Attacked {
  log: TestLog
  rows: ReturnType<typeof rowsOf<Tables>>
  ids: string[]
  /** Runs this SQL; `{i}` stands for the id of entry i. */
  sql(statement: string): Promise<unknown>
  /** Flips one bit of this byte. */
  flip(hashes: Buffer, at: number): Buffer
}

/** Flips one bit in the text of the entries that fulfil this condition. */
export function alterEntries({ sql }: Attacked, where: string): Promise<unknown> {
  return sql(`update core_audit_entry set entry = replace(entry, 'sample.change', 'sample.chbnge') where ${where}`)
}

/** Stores these leaf hashes as the tree of the log, as somebody without the key would. */
export async function rebuildTree({ rows }: Attacked): Promise<void> {
  const entries = await rows.selectFrom('core_audit_entry').select(['id', 'leafHash']).orderBy('logIndex').execute()
  const { tiles } = growTiles(
    0,
    [],
    entries.map((entry) => entry.leafHash),
  )
  for (const { level, number, hashes } of tiles) {
    await rows
      .updateTable('core_audit_tile')
      .set({ hashes })
      .where('level', '=', level)
      .where('number', '=', number)
      .execute()
  }
}

export async function rewriteEntry({ rows }: Attacked, index: number): Promise<void> {
  const { entry } = await rows
    .selectFrom('core_audit_entry')
    .select('entry')
    .where('logIndex', '=', index)
    .executeTakeFirstOrThrow()
  const forged = entry.replace('sample.change', 'sample.revoke')
  await rows
    .updateTable('core_audit_entry')
    .set({ entry: forged, leafHash: leafHash(forged) })
    .where('logIndex', '=', index)
    .execute()
}

export async function flipTile({ rows, flip }: Attacked, level: number, number: number, at: number): Promise<void> {
  const tile = await rows
    .selectFrom('core_audit_tile')
    .selectAll()
    .where('level', '=', level)
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  await rows
    .updateTable('core_audit_tile')
    .set({ hashes: flip(tile.hashes, at) })
    .where('level', '=', level)
    .where('number', '=', number)
    .execute()
}

export async function insertEntry({ rows, ids }: Attacked, logIndex: number): Promise<void> {
  const [model] = await rows.selectFrom('core_audit_entry').selectAll().where('id', '=', ids[1]!).execute()
  const entry = model!.entry.replace(ids[1]!, stranger)
  await rows
    .insertInto('core_audit_entry')
    .values({ id: stranger, entry, leafHash: leafHash(entry), logIndex })
    .execute()
}

/** Makes room at a place: every entry from there on moves. */
export async function shift({ sql }: Attacked, from: number, by: number): Promise<void> {
  await sql(`update core_audit_entry set log_index = -log_index - 1 where log_index >= ${from}`)
  await sql(`update core_audit_entry set log_index = -log_index - 1 + ${by} where log_index < 0`)
}

/** Ends the log after this many entries, in every table. */
export async function endAfter(attacked: Attacked, count: number): Promise<void> {
  await attacked.sql(`delete from core_audit_entry where log_index >= ${count}`)
  await attacked.sql(`delete from core_audit_checkpoint where size > ${count}`)
  await attacked.sql('delete from core_audit_tile')
  const { rows, ids } = attacked
  const entries = await rows.selectFrom('core_audit_entry').select(['leafHash']).orderBy('logIndex').execute()
  const packed = Buffer.from(ids.join('').replaceAll('-', ''), 'hex')
  const { tiles } = growTiles(
    0,
    [],
    entries.map((entry) => entry.leafHash),
  )
  const withIds = tiles.map((tile) => {
    const entryIds = packed.subarray(tile.number * 4096, tile.number * 4096 + tile.hashes.length / 2)
    return { ...tile, entryIds: tile.level === 0 ? entryIds : null }
  })
  await rows.insertInto('core_audit_tile').values(withIds).execute()
}

/** Replaces the checkpoints of these sizes by ones that fit the entries as they are now, as only the key can. */
export async function signAgain({ rows, log }: Attacked, sizes: number[]): Promise<void> {
  const { key } = log.options
  const entries = await rows.selectFrom('core_audit_entry').select('leafHash').orderBy('logIndex').execute()
  for (const size of sizes) {
    const root = rootOf(entries.slice(0, size).map((entry) => entry.leafHash))
    const note = signCheckpoint({ origin: key.name, size, root }, key)
    await rows.updateTable('core_audit_checkpoint').set({ note }).where('size', '=', size).execute()
  }
}
