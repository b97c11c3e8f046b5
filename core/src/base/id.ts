import { hash, randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const drawn = Buffer.alloc(4096)
let used = drawn.length

/** So many bytes of randomness, drawn for many at once; they are overwritten later. */
function draw(bytes: number): Buffer {
  if (bytes > drawn.length - used) {
    randomFillSync(drawn)
    used = 0
  }
  return drawn.subarray(used, (used += bytes))
}

let msecs = 0
let seq = 0

/** A new identifier: UUIDv7, so that sorting by id is sorting by time of creation, also within a millisecond. */
export function newId(): string {
  const random = draw(16)
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    seq = random.readUInt32LE() >>> 1
  } else {
    seq += 1
  }
  return v7({ random, msecs, seq })
}

/** A new secret for links and tokens, base64url; 32 bytes unless told. Randomness is drawn for many of them at once. */
export function newSecret(bytes = 32): string {
  if (bytes > drawn.length) throw new RangeError(`A secret has at most ${drawn.length} bytes`)
  const own = draw(bytes)
  const secret = own.toString('base64url')
  own.fill(0)
  return secret
}

/** What is stored instead of a secret: its SHA-256 as hex. */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'hex')
