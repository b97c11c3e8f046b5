import { createHash } from 'node:crypto'
import { Transform, pipeline } from 'node:stream'
import type { Readable } from 'node:stream'
import { errors } from './errors.ts'

const { blobNotFound, blobDamaged, blobTooLarge, blobStoreUnreachable } = errors

/** What every store refuses, with the same codes whichever it is. */
export const blobErrors = { blobNotFound, blobDamaged, blobTooLarge, blobStoreUnreachable }

/** Whether a text can name a stored file; anything else names none. */
export const isBlobHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** Passes a content on and fails at its end with `storage.blob-damaged` if it is not what its hash says. */
export function checkingContent(content: Readable, expected: string): Readable {
  const hash = createHash('sha256')
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(hash.digest('hex') === expected ? null : errors.blobDamaged({ hash: expected }))
    },
  })
  return pipeline(content, check, () => {})
}
