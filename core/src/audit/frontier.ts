import { emptyRoot, joinSubtrees, nodeHash, subtreesOf } from './merkle.ts'
import type { Hash, Subtree } from './merkle.ts'

/** A hash that a stored tile above the lowest level must hold. */
export interface TileNode extends Subtree {
  hash: Hash
}

const tileHeight = 8

/**
 * The right edge of a growing tree: the hashes of the complete subtrees its leaves form, largest first.
 * Takes any number of leaves in memory that grows with the logarithm of the size.
 */
export class Frontier {
  #size: number
  #peaks: { height: number; hash: Hash }[]
  #completed: TileNode[] = []

  /** `hashes`: those of `subtreesOf({ start: 0, end: size })`. */
  constructor(size = 0, hashes: Hash[] = []) {
    this.#size = size
    this.#peaks = subtreesOf({ start: 0, end: size }).map(({ height }, at) => ({ height, hash: hashes[at]! }))
  }

  get size(): number {
    return this.#size
  }

  push(leaf: Hash): void {
    let height = 0
    let hash = leaf
    while (this.#peaks.at(-1)?.height === height) {
      hash = nodeHash(this.#peaks.pop()!.hash, hash)
      height += 1
      if (height % tileHeight === 0) {
        this.#completed.push({ height, position: Math.floor(this.#size / 2 ** height), hash })
      }
    }
    this.#peaks.push({ height, hash })
    this.#size += 1
  }

  root(): Hash {
    return this.#peaks.length === 0 ? emptyRoot : joinSubtrees(this.#peaks.map((peak) => peak.hash))
  }

  /** The tile hashes that were completed since the last call. */
  takeCompleted(): TileNode[] {
    return this.#completed.splice(0)
  }

  clone(): Frontier {
    const copy = new Frontier()
    copy.#size = this.#size
    copy.#peaks = [...this.#peaks]
    copy.#completed = [...this.#completed]
    return copy
  }
}
