import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { preparedKey } from './prepared-key.ts'

/** A key with the name under which it is found again. */
export interface NamedKey {
  /** A UUID. */
  id: string
  /** 32 bytes. */
  key: Uint8Array
}

const version = 1
const idLength = 16
const ivLength = 12
const tagLength = 16
const headerLength = 1 + idLength
const shortest = headerLength + ivLength + tagLength

/**
 * AES-256-GCM: version, key id, a random IV of 96 bits, ciphertext, tag. `place` is not in the result and yet bound to
 * it, as are version and key id: elsewhere the ciphertext does not open.
 */
export function encrypt({ id, key }: NamedKey, place: string, plain: Uint8Array): Buffer {
  const header = Buffer.concat([Buffer.of(version), Buffer.from(id.replaceAll('-', ''), 'hex')])
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', preparedKey(key), iv, { authTagLength: tagLength })
  cipher.setAAD(bound(header, place))
  return Buffer.concat([header, iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** The id of the key that opens `sealed`, or `null` when it is nothing that `encrypt` made. */
export function keyIdOf(sealed: Uint8Array): string | null {
  if (sealed.length < shortest || sealed[0] !== version) return null
  const hex = Buffer.from(sealed.subarray(1, headerLength)).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The plain bytes, or `null` when anything about key, place or ciphertext differs. */
export function decrypt(key: Uint8Array, place: string, sealed: Uint8Array): Buffer | null {
  try {
    const ivEnd = headerLength + ivLength
    const decipher = createDecipheriv('aes-256-gcm', preparedKey(key), sealed.subarray(headerLength, ivEnd), {
      authTagLength: tagLength,
    })
    decipher.setAAD(bound(sealed.subarray(0, headerLength), place))
    decipher.setAuthTag(sealed.subarray(-tagLength))
    return Buffer.concat([decipher.update(sealed.subarray(ivEnd, -tagLength)), decipher.final()])
  } catch {
    return null
  }
}

const bound = (header: Uint8Array, place: string): Buffer => Buffer.concat([header, Buffer.from(place)])
