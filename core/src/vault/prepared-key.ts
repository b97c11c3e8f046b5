import { createSecretKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

const known = new WeakMap<Uint8Array, KeyObject>()

/** A key as the algorithms want it. Preparing one takes longer than sealing or hashing a short value with it. */
export function preparedKey(key: Uint8Array): KeyObject {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = createSecretKey(key)
  known.set(key, made)
  return made
}
