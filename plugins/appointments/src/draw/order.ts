import { createHash } from 'node:crypto'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What is published of a seed before its draw. */
export const hashOfSeed = digest

/**
 * The order of a draw: ascending by SHA-256 of seed, a space and the entry's id, in hexadecimal. It depends on nothing
 * else, so that anybody can check it with the seed and the ids.
 */
export function drawOrder(seed: string, ids: readonly string[]): string[] {
  const keyed = [...new Set(ids)].map((id) => ({ id, key: digest(`${seed} ${id}`) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id < b.id ? -1 : 1)).map(({ id }) => id)
}
