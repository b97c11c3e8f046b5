import fc from 'fast-check'
import t from 'tap'
import { formatEuro, greatestAmount, toCents, toDecimal } from '../../src/payments/money.ts'

t.test('people read amounts in their language', async (t) => {
  t.equal(formatEuro(123456), '1.234,56\u00a0€')
  t.equal(formatEuro(123456, 'en'), '€1,234.56')
  t.equal(formatEuro(5, 'de-simple'), '0,05\u00a0€')
})

t.test('cents become decimals with two places', async (t) => {
  t.equal(toDecimal(0), '0.00')
  t.equal(toDecimal(5), '0.05')
  t.equal(toDecimal(1230), '12.30')
  t.equal(toDecimal(-1250), '-12.50')
  t.throws(() => toDecimal(12.5), RangeError)
})

t.test('decimals that are no whole cents are refused', async (t) => {
  for (const amount of [0.001, 12.345, NaN, Infinity, '12,30', '1e3', ''])
    t.equal(toCents(amount), null, String(amount))
})

t.test('every amount survives the way through JSON', async () => {
  fc.assert(
    fc.property(fc.integer({ min: -greatestAmount, max: greatestAmount }), (cents) => {
      const number: unknown = JSON.parse(JSON.stringify(Number(toDecimal(cents))))
      return toCents(number as number) === cents && toCents(toDecimal(cents)) === cents
    }),
  )
})

t.test('the rounding noise of binary fractions is no mismatch', async (t) => {
  t.equal(toCents(0.1 + 0.2), 30)
  t.equal(toCents(19.99 * 3), 5997)
})
