import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { idAt } from './entry-ids.ts'
import type { Findings } from './finding.ts'
import { Frontier } from './frontier.ts'
import type { TileNode } from './frontier.ts'
import type { Hash, Subtree } from './merkle.ts'
import type { Tables } from './tables.ts'
import { fullWidth, hashAt, tileOf, tilePath, widthOf } from './tile.ts'
import { tileRows, tilesOf } from './tile-store.ts'
import { peaksFromTiles } from './tile-tree.ts'

/** Compares the stored tiles above the lowest level with the tree as it was computed anew. */
export class TreeCheck {
  #em: EntityManager
  #findings: Findings
  /** The tile read last, by level; nodes of a level come from left to right. */
  #tiles = new Map<number, { number: number; hashes: Buffer | null }>()

  constructor(em: EntityManager, findings: Findings) {
    this.#em = em
    this.#findings = findings
  }

  /** These nodes belong to the true tree, so a tile that says something else was changed. */
  async demand(nodes: TileNode[]): Promise<void> {
    for (const node of nodes) {
      if (await this.#isStored(node)) continue
      const { first, last } = spanOf(node)
      const [id, lastId] = [await entryIdAt(this.#em, first), await entryIdAt(this.#em, last)]
      const until = { index: last, id: lastId }
      this.#findings.add({ kind: 'changed', part: 'tile', index: first, id, until, tile: tilePath(tileOf(node)) })
    }
  }

  /**
   * The stored tiles are true; entries below a node that differs were rewritten, unless something is known of them or
   * they are among the first `confirmed`.
   */
  async suspect(nodes: TileNode[], confirmed: number): Promise<void> {
    for (const node of nodes.filter(({ height }) => height === 8)) {
      const { first: start, last } = spanOf(node)
      const first = Math.max(start, confirmed)
      if ((await this.#isStored(node)) || this.#findings.concern(first, last)) continue
      await this.rewritten(first, last)
    }
  }

  async rewritten(first: number, last: number): Promise<void> {
    const [id, lastId] = [await entryIdAt(this.#em, first), await entryIdAt(this.#em, last)]
    const until = last > first ? { until: { index: last, id: lastId } } : {}
    this.#findings.add({ kind: 'rewritten', index: first, id, ...until })
  }

  /** The tree of this size as the highest stored tiles have it; null when they are incomplete. */
  async stored(size: number): Promise<Frontier | null> {
    try {
      return new Frontier(size, await peaksFromTiles(size, tilesOf(this.#em)))
    } catch {
      return null
    }
  }

  async #isStored(node: TileNode): Promise<boolean> {
    const { level, number, first } = tileOf(node)
    let tile = this.#tiles.get(level)
    if (tile?.number !== number) {
      const [row] = await tileRows(this.#em, [{ level, number }])
      tile = { number, hashes: row?.hashes ?? null }
      this.#tiles.set(level, tile)
    }
    return tile.hashes !== null && first < widthOf(tile.hashes) && hashAt(tile.hashes, first).equals(node.hash as Hash)
  }
}

function spanOf({ height, position }: Subtree): { first: number; last: number } {
  const span = 2 ** height
  return { first: position * span, last: (position + 1) * span - 1 }
}

/** The id of the entry at this place: that of its row, otherwise the one its tile remembers. */
export async function entryIdAt(em: EntityManager, index: number): Promise<string | null> {
  const row = await rowsOf<Tables>(em)
    .selectFrom('core_audit_entry')
    .select('id')
    .where('logIndex', '=', index)
    .limit(1)
    .executeTakeFirst()
  if (row !== undefined) return row.id
  const [tile] = await tileRows(em, [{ level: 0, number: Math.floor(index / fullWidth) }])
  return idAt(tile?.entryIds ?? null, index % fullWidth)
}

/** How many entries the tiles of the lowest level hold. */
export async function treeReach(em: EntityManager): Promise<number> {
  const last = await rowsOf<Tables>(em)
    .selectFrom('core_audit_tile')
    .select(['number', 'hashes'])
    .where('level', '=', 0)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last === undefined ? 0 : last.number * fullWidth + widthOf(last.hashes)
}
