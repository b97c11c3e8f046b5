import t from 'tap'
import type { ClaimInput } from '../../src/payments/claim.ts'
import { newClaim } from '../../src/payments/claim.ts'

const now = new Date('2026-03-01T10:00:00Z')
const make = (input: Partial<ClaimInput>) =>
  newClaim({ owner: 'waste', object: 'pickup:1', amount: 3000, purpose: 'Abholung', ...input }, 'c1', now)

t.test('a claim without items has one over the whole amount', async (t) => {
  t.match(make({}), {
    state: 'open',
    currency: 'EUR',
    description: 'Abholung',
    items: [{ reference: 'item-1', description: 'Abholung', quantity: 1, unitNet: 3000, unitTax: 0, taxRate: 0 }],
  })
})

t.test('the items must sum up to the amount, tax included', async (t) => {
  const items = [{ description: 'Sofa', quantity: 2, unitNet: 1000, unitTax: 190, taxRate: 19 }]
  t.equal(make({ amount: 2380, items }).amount, 2380)
  t.throws(() => make({ amount: 2000, items }), { code: 'payment.items-mismatch', params: { sum: 2380, amount: 2000 } })
})

t.test('an amount is from 1 cent to 999,999 euros in whole cents', async (t) => {
  for (const amount of [0, -1, 0.5, NaN, 99_999_901]) {
    t.throws(() => make({ amount }), { code: 'payment.amount-invalid' }, String(amount))
  }
})

t.test('items have whole cents and whole quantities, and there are at most 99', async (t) => {
  const bad = [
    [{ description: 'Sofa', unitNet: 1500.5, quantity: 2 }],
    [{ description: 'Sofa', unitNet: 6000, quantity: 0.5 }],
    [{ description: 'Sofa', unitNet: 3000, quantity: 1, taxRate: -1 }],
    Array.from({ length: 100 }, () => ({ description: 'Sofa', unitNet: 30 })),
  ]
  for (const items of bad) t.throws(() => make({ items }), { code: 'payment.items-invalid' })
})
