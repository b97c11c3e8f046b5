import { emptyRoot, nodeHash } from './merkle.ts'
import type { Hash } from './merkle.ts'

interface InclusionClaim {
  leaf: Hash
  index: number
  size: number
  proof: Hash[]
  root: Hash
}

interface ConsistencyClaim {
  first: number
  firstRoot: Hash
  second: number
  secondRoot: Hash
  proof: Hash[]
}

const isOdd = (number: number): boolean => number % 2 === 1
const half = (number: number): number => Math.floor(number / 2)

/** Whether `proof` shows that `leaf` is entry `index` of the tree with this size and root (RFC 9162, 2.1.3.2). */
export function verifyInclusion({ leaf, index, size, proof, root }: InclusionClaim): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  let node = index
  let last = size - 1
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash)
      while (!isOdd(node) && node !== 0) {
        node = half(node)
        last = half(last)
      }
    } else {
      hash = nodeHash(hash, sibling)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && hash.equals(root)
}

/** Whether `proof` shows that the second tree begins with all entries of the first, unchanged (RFC 9162, 2.1.4.2). */
export function verifyConsistency({ first, firstRoot, second, secondRoot, proof }: ConsistencyClaim): boolean {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 0 || first > second) return false
  if (first === second) return proof.length === 0 && firstRoot.equals(secondRoot)
  if (first === 0) return proof.length === 0 && firstRoot.equals(emptyRoot)
  let node = first - 1
  let last = second - 1
  while (isOdd(node)) {
    node = half(node)
    last = half(last)
  }
  // `node` is now zero exactly when the first tree is one complete subtree, whose hash the proof leaves out.
  const [start, ...path] = node === 0 ? [firstRoot, ...proof] : proof
  if (start === undefined || proof.length === 0) return false
  let older = start
  let newer = start
  for (const sibling of path) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      older = nodeHash(sibling, older)
      newer = nodeHash(sibling, newer)
      while (!isOdd(node) && node !== 0) {
        node = half(node)
        last = half(last)
      }
    } else {
      newer = nodeHash(newer, sibling)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && older.equals(firstRoot) && newer.equals(secondRoot)
}
