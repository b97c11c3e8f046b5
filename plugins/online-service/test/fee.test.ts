import fc from 'fast-check'
import t from 'tap'
import { feeOf } from '../src/service/fee.ts'
import { validate } from '../src/service/form.ts'
import { euros } from '../src/service/money.ts'
import { sperrgut } from '../src/services/sperrgut.ts'
import { contextOn, dogLicence } from './fixture.ts'

const service = sperrgut({ unit: 'aachen/e18/' })
const base = {
  name: 'Erika Mustermann',
  address: { street: 'Krämerstraße', houseNumber: '2', postalCode: '52062', city: 'Aachen' },
  wishDate: '2026-12-01',
}
const order = (...items: [item: string, pieces: number][]) => ({
  ...base,
  items: items.map(([item, pieces], index) => ({ id: `r${index}`, item, pieces })),
})

t.test('bulky waste costs the basic fee up to two cubic metres', async (t) => {
  t.equal(feeOf(service, order(['chair', 10])).amount, 2_500)
})

t.test('every further started cubic metre costs extra and stands on a line of its own', async (t) => {
  const fee = feeOf(service, order(['chair', 10], ['carpet', 1]))
  t.equal(fee.amount, 3_300)
  t.match(fee.items, [{ amount: 2_500 }, { quantity: 1, unitAmount: 800, amount: 800 }])
})

t.test('amounts are written as people write them', async (t) => {
  t.equal(euros(123_456), '1.234,56\u00a0€')
  t.equal(euros(1_200, 'en'), '€12.00')
})

t.test('a fee that is not whole cents is refused', async (t) => {
  const wrong = { ...dogLicence, fee: () => [{ label: { de: 'x' }, quantity: 1, unitAmount: 0.5 }] }
  t.throws(() => feeOf(wrong, {}), { code: 'online-service.fee-not-an-amount' })
})

const items = fc.array(fc.tuple(fc.constantFrom('sofa', 'chair', 'bed', 'bicycle'), fc.integer({ min: 1, max: 20 })), {
  minLength: 1,
  maxLength: 20,
})

t.test(
  'property: the fee is the sum of its lines, never below the basic fee, and more waste never costs less',
  async () => {
    fc.assert(
      fc.property(items, (list) => {
        const fee = feeOf(service, order(...list))
        const more = feeOf(service, order(...list, ['carpet', 1]))
        const sum = fee.items.reduce((total, item) => total + item.quantity * item.unitAmount, 0)
        return fee.amount === sum && fee.amount >= 2_500 && more.amount >= fee.amount
      }),
    )
  },
)

t.test('collection is on weekdays and Saturdays, five to ninety days ahead', async (t) => {
  const context = contextOn('2026-11-23')
  const problem = (wishDate: string) => validate(service, { ...order(['chair', 1]), wishDate }, context)[0]?.code
  t.equal(problem('2026-11-27'), 'date-too-early')
  t.equal(problem('2026-11-28'), undefined)
  t.equal(problem('2026-11-29'), 'date-weekday')
  t.equal(problem('2027-02-22'), 'date-too-late')
  t.equal(problem('2027-02-30'), 'format-date')
})
