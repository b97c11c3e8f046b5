import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { NamedKey } from './cipher.ts'

const version = 2
const idLength = 16
export const prefixLength = 7
const tagLength = 16
const headerLength = 1 + idLength + prefixLength
/** So many plain bytes are sealed together: nothing of them is handed out before their tag has been checked. */
const chunkLength = 65_536

/**
 * AES-256-GCM in chunks, so that a file of any size passes through little memory. Each chunk is bound to its number and
 * to whether it is the last (the STREAM construction), so chunks cannot be swapped, dropped or cut off. `prefix` makes
 * the nonces: 7 random bytes, never used twice with one key except for the very same content.
 */
export async function* encryptFile(
  { id, key }: NamedKey,
  prefix: Uint8Array,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const header = Buffer.concat([Buffer.of(version), Buffer.from(id.replaceAll('-', ''), 'hex'), prefix])
  yield header
  for await (const { number, last, bytes } of inChunks(content, chunkLength)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(prefix, number, last), { authTagLength: tagLength })
    cipher.setAAD(header)
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
}

/** The plain content; throws what `damaged` makes when anything about key or content differs. */
export async function* decryptFile(
  { id, key }: NamedKey,
  sealed: AsyncIterable<Uint8Array>,
  damaged: () => Error,
): AsyncGenerator<Buffer> {
  let header: Buffer | undefined
  for await (const { number, last, bytes } of inChunks(sealed, chunkLength + tagLength, headerLength)) {
    if (header === undefined) {
      header = bytes
      if (last || header[0] !== version || keyHex(header) !== id.replaceAll('-', '')) throw damaged()
      continue
    }
    yield open(key, header, { number: number - 1, last, bytes }) ?? fail(damaged)
  }
}

interface Chunk {
  number: number
  last: boolean
  bytes: Buffer
}

function open(key: Uint8Array, header: Buffer, { number, last, bytes }: Chunk): Buffer | null {
  try {
    const nonce = nonceOf(header.subarray(1 + idLength), number, last)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    decipher.setAAD(header)
    decipher.setAuthTag(bytes.subarray(-tagLength))
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagLength)), decipher.final()])
  } catch {
    return null
  }
}

function fail(damaged: () => Error): never {
  throw damaged()
}

const keyHex = (header: Buffer) => header.subarray(1, 1 + idLength).toString('hex')

function nonceOf(prefix: Uint8Array, number: number, last: boolean): Buffer {
  const counter = Buffer.alloc(5)
  counter.writeUInt32BE(number)
  counter[4] = last ? 1 : 0
  return Buffer.concat([prefix, counter])
}

/** Cuts a content into pieces of one length, the first of `first` bytes; the last piece may be shorter, also empty. */
async function* inChunks(content: AsyncIterable<Uint8Array>, length: number, first = length): AsyncGenerator<Chunk> {
  let number = 0
  let kept: Uint8Array[] = []
  let size = 0
  for await (const part of content) {
    kept.push(part)
    size += part.length
    let wanted = number === 0 ? first : length
    // What fills a chunk exactly waits: only the end of the content tells whether it is the last.
    if (size <= wanted) continue
    let bytes = Buffer.concat(kept)
    while (bytes.length > wanted) {
      yield { number, last: false, bytes: bytes.subarray(0, wanted) }
      bytes = bytes.subarray(wanted)
      number += 1
      wanted = length
    }
    kept = [bytes]
    size = bytes.length
  }
  yield { number, last: true, bytes: Buffer.concat(kept) }
}
