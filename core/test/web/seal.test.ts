import { randomBytes } from 'node:crypto'
import t from 'tap'
import fc from 'fast-check'
import { createSeal } from '../../src/web/seal.ts'

const seal = createSeal(randomBytes(32))

t.test('what is sealed for a purpose opens for that purpose, and for nothing else', async (t) => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ maxLength: 50 }), fc.string({ maxLength: 50 }), (value, purpose, other) => {
      const plain: unknown = JSON.parse(JSON.stringify(value))
      const sealed = seal.close(purpose, value)
      t.strictSame(seal.open(purpose, sealed), plain)
      if (other !== purpose) t.equal(seal.open(other, sealed), undefined)
    }),
    { numRuns: 50 },
  )
})

t.test('a changed byte anywhere, another secret or rubbish opens to nothing', async (t) => {
  const sealed = seal.close('flash', { id: 1 })
  const bytes = Buffer.from(sealed, 'base64url')
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes)
    changed[index]! ^= 1
    t.equal(seal.open('flash', changed.toString('base64url')), undefined)
  }
  t.equal(createSeal(randomBytes(32)).open('flash', sealed), undefined)
  for (const rubbish of ['', 'x', '....', sealed.slice(0, 20)]) t.equal(seal.open('flash', rubbish), undefined)
})

t.test('a signature holds for its purpose, text and secret only', async (t) => {
  const signature = seal.sign('csrf', 'session-1')
  t.ok(seal.verify('csrf', 'session-1', signature))
  t.notOk(seal.verify('csrf', 'session-2', signature))
  t.notOk(seal.verify('other', 'session-1', signature))
  t.notOk(createSeal(randomBytes(32)).verify('csrf', 'session-1', signature))
  for (const wrong of ['', signature.slice(1), `${signature}A`, 'ü']) t.notOk(seal.verify('csrf', 'session-1', wrong))
})
