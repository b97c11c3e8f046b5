import t from 'tap'
import { endOfDay, lastDayBefore, startOfDay } from '../../src/base/local-day.ts'

t.test('a day begins and ends at midnight in Germany, in winter, in summer and when clocks change', async (t) => {
  const cases = [
    ['2026-12-01', '2026-11-30T23:00:00.000Z', '2026-12-01T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z', '2026-07-01T22:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ] as const
  for (const [day, start, end] of cases) {
    t.equal(startOfDay(day).toISOString(), start)
    t.equal(endOfDay(day).toISOString(), end)
  }
})

t.test('the last day before a moment is the one that is wholly over, in Germany', async (t) => {
  t.equal(lastDayBefore(endOfDay('2027-03-28')), '2027-03-28', 'also when the clocks change')
  t.equal(lastDayBefore(new Date('2027-01-01T22:59:59Z')), '2026-12-31')
  t.equal(lastDayBefore(new Date('2027-01-01T23:00:00Z')), '2027-01-01')
})
