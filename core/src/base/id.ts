import { createHash, randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

/** A new identifier: UUIDv7, so that sorting by id is sorting by time of creation. */
export const newId = (): string => v7()

const drawn = Buffer.alloc(4096)
let used = drawn.length

/** A new secret for links and tokens, base64url; 32 bytes unless told. Randomness is drawn for many of them at once. */
export function newSecret(bytes = 32): string {
  if (bytes > drawn.length) throw new RangeError(`A secret has at most ${drawn.length} bytes`)
  if (bytes > drawn.length - used) {
    randomFillSync(drawn)
    used = 0
  }
  const own = drawn.subarray(used, (used += bytes))
  const secret = own.toString('base64url')
  own.fill(0)
  return secret
}

/** What is stored instead of a secret: its SHA-256 as hex. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
