import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import type { Tables, TileRow } from './tables.ts'
import { tilePath } from './tile.ts'
import type { TilePlace } from './tile.ts'
import type { ReadTiles } from './tile-tree.ts'

/** The stored tiles at these places; what is not there is left out. */
export async function tileRows(em: EntityManager, places: TilePlace[]): Promise<TileRow[]> {
  if (places.length === 0) return []
  return rowsOf<Tables>(em)
    .selectFrom('core_audit_tile')
    .selectAll()
    .where((is) => is.or(places.map(({ level, number }) => is.and({ level, number }))))
    .execute()
}

/** Reads tiles from the database of `em`. */
export const tilesOf =
  (em: EntityManager): ReadTiles =>
  async (places) =>
    new Map((await tileRows(em, places)).map((row) => [tilePath(row), row.hashes]))

/** Writes tiles that are new or have grown. */
export async function saveTiles(em: EntityManager, rows: TileRow[]): Promise<void> {
  await rowsOf<Tables>(em)
    .insertInto('core_audit_tile')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['level', 'number']).doUpdateSet((is) => ({
        hashes: is.ref('excluded.hashes'),
        entryIds: is.ref('excluded.entryIds'),
      })),
    )
    .execute()
}
