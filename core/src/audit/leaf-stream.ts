import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { openDisclosure } from './disclosure.ts'
import type { Disclosure } from './disclosure.ts'
import { idAt } from './entry-ids.ts'
import { leafHash } from './merkle.ts'
import type { Hash } from './merkle.ts'
import type { Tables, TileRow } from './tables.ts'
import { fullWidth, hashAt, widthOf } from './tile.ts'
import { tileRows } from './tile-store.ts'

/** An entry as it is stored, with the hash of what is stored. */
export interface StoredEntry {
  id: string
  entry: string
  /** As computed now. */
  hash: Hash
  /** As stored when the entry was written. */
  leafHash: Hash
  logIndex: number | null
  /** `null` when there are none or they are erased. */
  disclosure: Disclosure | 'changed' | null
}

/** Everything the database says about one place in the log. */
export interface Leaf {
  index: number
  stored: StoredEntry | null
  /** Further rows that claim the same place. */
  surplus: StoredEntry[]
  tileHash: Hash | null
  /** The id that the tile remembers. */
  expectedId: string | null
}

const tilesPerBlock = 4
const blockSize = tilesPerBlock * fullWidth

/** The places 0 to `size` in blocks of 1,024, so that a log of any length is read in little memory. */
export async function* readLeaves(em: EntityManager, size: number): AsyncGenerator<Leaf[]> {
  for (let start = 0; start < size; start += blockSize) {
    const end = Math.min(start + blockSize, size)
    const [rows, tiles] = [await storedBetween(em, start, end), await tilesFrom(em, start)]
    const byIndex = Map.groupBy(rows, (row) => row.logIndex)
    yield Array.from({ length: end - start }, (_, at) => leafAt(start + at, byIndex.get(start + at) ?? [], tiles))
  }
}

/** Entries by id, wherever they stand now. */
export async function storedById(em: EntityManager, ids: string[]): Promise<Map<string, StoredEntry>> {
  const found = new Map<string, StoredEntry>()
  for (let at = 0; at < ids.length; at += blockSize) {
    const rows = await stored(em)
      .where('core_audit_entry.id', 'in', ids.slice(at, at + blockSize))
      .execute()
    for (const row of rows) found.set(row.id, await opened(em, row))
  }
  return found
}

function stored(em: EntityManager) {
  return rowsOf<Tables>(em)
    .selectFrom('core_audit_entry')
    .leftJoin('core_audit_detail', 'core_audit_detail.entryId', 'core_audit_entry.id')
    .select(['core_audit_entry.id', 'entry', 'leafHash', 'logIndex', 'details'])
}

type StoredRow = Omit<StoredEntry, 'hash' | 'disclosure'> & { details: string | null }

const opened = async (em: EntityManager, { details, ...row }: StoredRow): Promise<StoredEntry> => ({
  ...row,
  hash: leafHash(row.entry),
  disclosure: await openDisclosure(em, row.id, details),
})

async function storedBetween(em: EntityManager, start: number, end: number): Promise<StoredEntry[]> {
  const rows = await stored(em).where('logIndex', '>=', start).where('logIndex', '<', end).execute()
  const entries: StoredEntry[] = []
  for (const row of rows) entries.push(await opened(em, row))
  return entries
}

async function tilesFrom(em: EntityManager, start: number): Promise<Map<number, TileRow>> {
  const places = Array.from({ length: tilesPerBlock }, (_, at) => ({ level: 0, number: start / fullWidth + at }))
  return new Map((await tileRows(em, places)).map((row) => [row.number, row]))
}

function leafAt(index: number, rows: StoredEntry[], tiles: Map<number, TileRow>): Leaf {
  const tile = tiles.get(Math.floor(index / fullWidth))
  const at = index % fullWidth
  const expectedId = idAt(tile?.entryIds ?? null, at)
  const own = rows.find(({ id }) => id === expectedId) ?? rows[0] ?? null
  return {
    index,
    stored: own,
    surplus: rows.filter((row) => row !== own),
    tileHash: tile !== undefined && at < widthOf(tile.hashes) ? hashAt(tile.hashes, at) : null,
    expectedId,
  }
}
