import { auditErrors } from './errors.ts'
import { consistencyRanges, emptyRoot, inclusionRanges, joinSubtrees, subtreesOf } from './merkle.ts'
import type { Hash, Range } from './merkle.ts'
import { hashOver, tileOf, tilePath } from './tile.ts'
import type { TilePlace } from './tile.ts'

/** Fetches tiles; the answer maps `tilePath(place)` to the hashes, a missing tile is left out. */
export type ReadTiles = (places: TilePlace[]) => Promise<Map<string, Buffer>>

/** The hash of each range, computed from tiles. Throws `audit.log-damaged` when a tile is missing or too short. */
async function hashesOf(ranges: Range[], read: ReadTiles): Promise<Hash[]> {
  const parts = ranges.map((range) => subtreesOf(range).map(tileOf))
  const places = new Map(parts.flat().map(({ level, number }) => [tilePath({ level, number }), { level, number }]))
  const tiles = await read([...places.values()])
  return parts.map((subtrees) =>
    joinSubtrees(
      subtrees.map(({ level, number, first, count }) => {
        const hashes = tiles.get(tilePath({ level, number }))
        const hash = hashes && hashOver(hashes, first, count)
        if (!hash) throw auditErrors.logDamaged({ what: tilePath({ level, number }) })
        return hash
      }),
    ),
  )
}

/** The root the log had when it held `size` entries. */
export async function rootFromTiles(size: number, read: ReadTiles): Promise<Hash> {
  if (size === 0) return emptyRoot
  const [root] = await hashesOf([{ start: 0, end: size }], read)
  return root!
}

/** The hashes of the complete subtrees of a tree of `size`, largest first: what a `Frontier` starts from. */
export async function peaksFromTiles(size: number, read: ReadTiles): Promise<Hash[]> {
  const ranges = subtreesOf({ start: 0, end: size }).map(({ height, position }) => {
    const span = 2 ** height
    return { start: position * span, end: (position + 1) * span }
  })
  return hashesOf(ranges, read)
}

export function inclusionProofFromTiles(index: number, size: number, read: ReadTiles): Promise<Hash[]> {
  return hashesOf(inclusionRanges(index, size), read)
}

export function consistencyProofFromTiles(first: number, second: number, read: ReadTiles): Promise<Hash[]> {
  return hashesOf(consistencyRanges(first, second), read)
}
