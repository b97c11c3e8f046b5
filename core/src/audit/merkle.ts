import { hash as digest } from 'node:crypto'

/** A SHA-256 digest, 32 bytes. */
export type Hash = Buffer

/** The leaves from `start` up to, not including, `end`. */
export interface Range {
  start: number
  end: number
}

/** A complete subtree: the `2 ** height` leaves that begin at leaf `position * 2 ** height`. */
export interface Subtree {
  height: number
  position: number
}

export const hashLength = 32

/** The root of the log without entries: SHA-256 of nothing (RFC 9162, 2.1.1). */
export const emptyRoot: Hash = digest('sha256', '', 'buffer')

const nodeInput = Buffer.alloc(1 + 2 * hashLength, 1)

/** SHA-256(0x00 || entry), RFC 9162, 2.1.1. */
export function leafHash(entry: string | Uint8Array): Hash {
  if (typeof entry === 'string') return digest('sha256', `\0${entry}`, 'buffer')
  const input = Buffer.alloc(1 + entry.length)
  input.set(entry, 1)
  return digest('sha256', input, 'buffer')
}

/** SHA-256(0x01 || left || right), RFC 9162, 2.1.1. */
export function nodeHash(left: Hash, right: Hash): Hash {
  nodeInput.set(left, 1)
  nodeInput.set(right, 1 + hashLength)
  return digest('sha256', nodeInput, 'buffer')
}

/** The hash over neighbouring complete subtrees, given from left to right and from large to small. */
export function joinSubtrees(hashes: Hash[]): Hash {
  return hashes.reduceRight((right, left) => nodeHash(left, right))
}

/** The largest power of two below `size`; where a tree of that size splits. */
function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/** The complete subtrees a range consists of, from left to right. */
export function subtreesOf({ start, end }: Range): Subtree[] {
  const subtrees: Subtree[] = []
  let at = start
  while (at < end) {
    let height = 0
    let span = 1
    while (at % (span * 2) === 0 && at + span * 2 <= end) {
      height += 1
      span *= 2
    }
    subtrees.push({ height, position: at / span })
    at += span
  }
  return subtrees
}

/** The ranges whose hashes prove that leaf `index` is in the tree of `size`, the leaf's sibling first (2.1.3.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  const ranges: Range[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      ranges.unshift({ start: middle, end })
      end = middle
    } else {
      ranges.unshift({ start, end: middle })
      start = middle
    }
  }
  return ranges
}

/** The ranges whose hashes prove that the tree of size `second` begins with the tree of size `first` (2.1.4.1). */
export function consistencyRanges(first: number, second: number): Range[] {
  if (first === 0 || first === second) return []
  const ranges: Range[] = []
  let start = 0
  let end = second
  while (first < end) {
    const middle = start + splitOf(end - start)
    if (first <= middle) {
      ranges.unshift({ start: middle, end })
      end = middle
    } else {
      ranges.unshift({ start, end: middle })
      start = middle
    }
  }
  // When the old tree is one complete subtree from the left edge on, the verifier knows its hash already.
  if (start > 0) ranges.unshift({ start, end })
  return ranges
}

/** The root over these leaf hashes. */
export function rootOf(leaves: Hash[]): Hash {
  if (leaves.length === 0) return emptyRoot
  if (leaves.length === 1) return leaves[0]!
  const split = splitOf(leaves.length)
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)))
}

export function inclusionProof(leaves: Hash[], index: number): Hash[] {
  return inclusionRanges(index, leaves.length).map(({ start, end }) => rootOf(leaves.slice(start, end)))
}

export function consistencyProof(leaves: Hash[], first: number): Hash[] {
  return consistencyRanges(first, leaves.length).map(({ start, end }) => rootOf(leaves.slice(start, end)))
}
