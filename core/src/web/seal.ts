import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** Seals small values so that only this portal can read and make them, and signs tokens. */
export interface Seal {
  close(purpose: string, value: unknown): string
  /** The value again, or `undefined` for anything not sealed here for this purpose. */
  open(purpose: string, sealed: string): unknown
  sign(purpose: string, text: string): string
  verify(purpose: string, text: string, signature: string): boolean
}

/** Makes a seal of the portal's secret (at least 32 bytes): AES-256-GCM and HMAC-SHA-256 under keys derived per purpose. */
export function createSeal(secret: Uint8Array): Seal {
  const keys = new LRUCache<string, KeyObject>({ max: 100 })
  function key(purpose: string): KeyObject {
    const known = keys.get(purpose)
    if (known !== undefined) return known
    const made = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)))
    keys.set(purpose, made)
    return made
  }
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', key(`sign ${purpose}`))
      .update(text)
      .digest('base64url')
  return {
    sign,
    verify(purpose, text, signature) {
      const wanted = Buffer.from(sign(purpose, text))
      const given = Buffer.from(signature)
      return wanted.length === given.length && timingSafeEqual(wanted, given)
    },
    close(purpose, value) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key(`seal ${purpose}`), nonce)
      const sealed = Buffer.concat([cipher.update(JSON.stringify(value) ?? 'null', 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(purpose, sealed) {
      try {
        const bytes = Buffer.from(sealed, 'base64url')
        const decipher = createDecipheriv('aes-256-gcm', key(`seal ${purpose}`), bytes.subarray(0, 12))
        decipher.setAuthTag(bytes.subarray(12, 28))
        return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'))
      } catch {
        return undefined
      }
    },
  }
}
