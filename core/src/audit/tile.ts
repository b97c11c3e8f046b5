import { hashLength, joinSubtrees, rootOf, subtreesOf } from './merkle.ts'
import type { Hash, Subtree } from './merkle.ts'

/** Hashes in a full tile (C2SP tlog-tiles). */
export const fullWidth = 256

const tileHeight = 8

/** Where a tile stands: `number` counts from the left within its level, level 0 holds the leaf hashes. */
export interface TilePlace {
  level: number
  number: number
}

/** A tile with its hashes one after the other, between 1 and 256 of them. */
export interface Tile extends TilePlace {
  hashes: Buffer
}

/** `tile/<level>/<number>[.p/<width>]`, the number in groups of three digits, e.g. `x001/x234/067`. */
export function tilePath({ level, number }: TilePlace, width = fullWidth): string {
  const digits = String(number)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${level}/${name}${width === fullWidth ? '' : `.p/${width}`}`
}

/** Reads what `tilePath` writes; null for anything else, other spellings of the same place included. */
export function parseTilePath(path: string): (TilePlace & { width: number }) | null {
  const match = /^tile\/(\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  if (match === null) return null
  const place = { level: Number(match[1]), number: Number(match[2]!.replaceAll(/[x/]/g, '')) }
  const width = match[3] === undefined ? fullWidth : Number(match[3])
  const valid = place.level < 64 && Number.isSafeInteger(place.number) && width >= 1 && width <= fullWidth
  return valid && tilePath(place, width) === path ? { ...place, width } : null
}

/** How many full tiles this level has in a tree of `size`. */
export const fullTiles = (level: number, size: number): number => Math.floor(size / fullWidth ** (level + 1))

/** How many hashes the last, not yet full tile of this level has; 0 when there is none. */
export const partialWidth = (level: number, size: number): number => Math.floor(size / fullWidth ** level) % fullWidth

export function hashAt(hashes: Buffer, at: number): Hash {
  return hashes.subarray(at * hashLength, (at + 1) * hashLength)
}

export const widthOf = (hashes: Buffer): number => Math.floor(hashes.length / hashLength)

/** Which hashes of which tile make up the hash of a complete subtree. */
export function tileOf({ height, position }: Subtree): TilePlace & { first: number; count: number } {
  const count = 2 ** (height % tileHeight)
  const at = position * count
  return {
    level: Math.floor(height / tileHeight),
    number: Math.floor(at / fullWidth),
    first: at % fullWidth,
    count,
  }
}

/** The hash over `count` neighbouring hashes of a tile; null when the tile is too short for that. */
export function hashOver(hashes: Buffer, first: number, count: number): Hash | null {
  if (widthOf(hashes) < first + count) return null
  return rootOf(Array.from({ length: count }, (_, at) => hashAt(hashes, first + at)))
}

/** The not yet full tiles at the right edge of the tree, by level; an empty buffer where a level has none. */
export type Edge = Buffer[]

/** The places of the tiles that make up the edge of a tree of `size`, lowest level first, with their widths. */
export function edgePlaces(size: number): (TilePlace & { width: number })[] {
  const places = []
  for (let level = 0; size >= fullWidth ** level; level++) {
    places.push({ level, number: fullTiles(level, size), width: partialWidth(level, size) })
  }
  return places
}

/** The root of a tree of at least one entry, from its edge alone. */
export function edgeRoot(edge: Edge): Hash {
  const peaks = edge.toReversed().flatMap((hashes) =>
    subtreesOf({ start: 0, end: widthOf(hashes) }).map(({ height, position }) => {
      const count = 2 ** height
      return hashOver(hashes, position * count, count)!
    }),
  )
  return joinSubtrees(peaks)
}

/** Appends leaves to a tree of `size` with this edge: the tiles that changed, and the new edge. */
export function growTiles(size: number, edge: Edge, leaves: Hash[]): { tiles: Tile[]; edge: Edge } {
  const tiles: Tile[] = []
  const grown = [...edge]
  let added = leaves
  for (let level = 0; added.length > 0; level++) {
    let number = fullTiles(level, size)
    let hashes = Buffer.concat([grown[level] ?? Buffer.alloc(0), ...added])
    added = []
    for (; widthOf(hashes) >= fullWidth; number++) {
      const full = hashes.subarray(0, fullWidth * hashLength)
      tiles.push({ level, number, hashes: full })
      added.push(hashOver(full, 0, fullWidth)!)
      hashes = hashes.subarray(full.length)
    }
    if (hashes.length > 0) tiles.push({ level, number, hashes })
    grown[level] = hashes
  }
  return { tiles, edge: grown }
}
