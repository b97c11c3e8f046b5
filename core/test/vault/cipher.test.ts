import fc from 'fast-check'
import t from 'tap'
import { decrypt, encrypt, keyIdOf } from '../../src/vault/cipher.ts'

const key = fc.record({ id: fc.uuid(), key: fc.uint8Array({ minLength: 32, maxLength: 32 }) })
const content = fc.uint8Array({ maxLength: 300 })

t.test('what was encrypted comes back, and says which key it needs', async () => {
  fc.assert(
    fc.property(key, fc.string(), content, (key, place, plain) => {
      const sealed = encrypt(key, place, plain)
      return keyIdOf(sealed) === key.id && decrypt(key.key, place, sealed)!.equals(plain)
    }),
  )
})

t.test('equal values look different each time', async (t) => {
  const named = { id: '0190a1b2-0000-4000-8000-000000000001', key: new Uint8Array(32) }
  t.notSame(encrypt(named, 'a', Buffer.from('x')), encrypt(named, 'a', Buffer.from('x')))
})

t.test('a flipped bit anywhere, a cut, or something added opens nothing', async () => {
  fc.assert(
    fc.property(key, fc.string(), content, fc.nat(), fc.nat(7), (key, place, plain, at, bit) => {
      const sealed = encrypt(key, place, plain)
      const flipped = Buffer.from(sealed)
      flipped[at % sealed.length]! ^= 1 << bit
      const cut = sealed.subarray(0, at % sealed.length)
      return [flipped, cut, Buffer.concat([sealed, Buffer.of(at % 256)])].every(
        (changed) => decrypt(key.key, place, changed) === null,
      )
    }),
  )
})

t.test('in another place or under another key a value does not open', async () => {
  fc.assert(
    fc.property(key, key, fc.string(), fc.string(), content, (one, other, here, there, plain) => {
      const sealed = encrypt(one, here, plain)
      const moved = here === there || decrypt(one.key, there, sealed) === null
      return moved && (Buffer.from(one.key).equals(other.key) || decrypt(other.key, here, sealed) === null)
    }),
  )
})
