import fc from 'fast-check'
import { buffer } from 'node:stream/consumers'
import t from 'tap'
import { decryptFile, encryptFile, prefixLength } from '../../src/vault/file-cipher.ts'

const key = fc.record({ id: fc.uuid(), key: fc.uint8Array({ minLength: 32, maxLength: 32 }) })
const prefix = fc.uint8Array({ minLength: prefixLength, maxLength: prefixLength })
/** Around the borders of chunks, where mistakes live. */
const size = fc.oneof(fc.nat(300), fc.constantFrom(65_535, 65_536, 65_537, 131_072, 131_073, 200_000))
const seal = (named: { id: string; key: Uint8Array }, start: Uint8Array, content: Uint8Array, step = 50_000) =>
  buffer(encryptFile(named, start, pieces(content, step)))

async function* pieces(content: Uint8Array, step: number) {
  for (let at = 0; at < content.length; at += step) yield content.subarray(at, at + step)
}

const open = (named: { id: string; key: Uint8Array }, sealed: Uint8Array, step = 30_000) =>
  buffer(decryptFile(named, pieces(sealed, step), () => new Error('damaged')))

t.test('a file of any size comes back, however it arrives, and twice sealed is the same', async (t) => {
  await fc.assert(
    fc.asyncProperty(key, prefix, size, fc.integer({ min: 1_000, max: 90_000 }), async (key, prefix, size, step) => {
      const plain = Buffer.alloc(size, 'kreiswerk ')
      const sealed = await seal(key, prefix, plain, step)
      const again = await seal(key, prefix, plain)
      t.ok(again.equals(sealed))
      t.notOk(size > 20 && sealed.includes('kreiswerk'))
      return (await open(key, sealed, step)).equals(plain)
    }),
    { numRuns: 25 },
  )
})

t.test(
  'a flipped bit, a cut, chunks in another order, something added or another key: nothing opens to its end',
  async () => {
    await fc.assert(
      fc.asyncProperty(key, key, prefix, size, fc.nat(), async (key, other, prefix, size, at) => {
        const sealed = await seal(key, prefix, Buffer.alloc(size, 7))
        const flipped = Buffer.from(sealed)
        flipped[at % sealed.length]! ^= 1
        const cut = sealed.subarray(0, at % sealed.length)
        const chunk = 65_536 + 16
        const swapped = Buffer.concat([
          sealed.subarray(0, 24),
          sealed.subarray(24 + chunk, 24 + 2 * chunk),
          sealed.subarray(24, 24 + chunk),
          sealed.subarray(24 + 2 * chunk),
        ])
        const changed = [flipped, cut, Buffer.concat([sealed, Buffer.of(1)]), ...(size > 65_536 ? [swapped] : [])]
        const outcomes = await Promise.all(
          changed.map((one) =>
            open(key, one).then(
              () => 'opened',
              () => 'refused',
            ),
          ),
        )
        const foreign = await open({ id: key.id, key: other.key }, sealed).then(
          () => 'opened',
          () => 'refused',
        )
        return !outcomes.includes('opened') && foreign === 'refused'
      }),
      { numRuns: 25 },
    )
  },
)

t.test('no chunk can be left out at the end', async (t) => {
  const named = { id: '0190a1b2-0000-4000-8000-000000000001', key: new Uint8Array(32) }
  const sealed = await seal(named, new Uint8Array(prefixLength), Buffer.alloc(131_072, 1))
  await t.rejects(open(named, sealed.subarray(0, 24 + 65_536 + 16)), { message: 'damaged' })
})
