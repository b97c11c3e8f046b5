import t from 'tap'
import { endOfDay, startOfDay } from '../../src/base/local-day.ts'

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
