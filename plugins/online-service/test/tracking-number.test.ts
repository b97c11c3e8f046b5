import fc from 'fast-check'
import t from 'tap'
import { newTrackingNumber, readTrackingNumber } from '../src/case/trackingNumber.ts'

t.test('a number has sender, year, five characters and a check character', async (t) => {
  t.match(newTrackingNumber('AC', 2026), /^AC-2026-[34679ACDEFGHJKMNPQRTWXY]{5}-[34679ACDEFGHJKMNPQRTWXY]$/)
})

t.test('it is read however it was typed', async (t) => {
  const number = newTrackingNumber('AC', 2026, () => 7)
  t.equal(readTrackingNumber(` ${number.toLowerCase().replaceAll('-', ' ')}`), number)
  t.equal(readTrackingNumber('AC-2026'), undefined)
})

const number = fc.infiniteStream(fc.nat(22)).map((stream) => newTrackingNumber('AC', 2026, () => stream.next().value!))

t.test('property: every wrong character and every two neighbours swapped are noticed', async () => {
  fc.assert(
    fc.property(number, fc.nat(4), fc.constantFrom(...'34679ACDEFGHJKMNPQRTWXY'), (right, at, wrong) => {
      const place = 8 + at
      const slip = right.slice(0, place) + wrong + right.slice(place + 1)
      const swapped = right.slice(0, place) + right[place + 1] + right[place] + right.slice(place + 2)
      const noticed = (typed: string) => typed === right || readTrackingNumber(typed) === undefined
      return readTrackingNumber(right) === right && noticed(slip) && (at === 4 || noticed(swapped))
    }),
  )
})
