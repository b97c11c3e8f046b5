import t from 'tap'
import { dayFigures } from '../src/statistics/dayFigures.ts'
import type { CountedVisit } from '../src/statistics/dayFigures.ts'
import type { DayFigures } from '../src/statistics/figure.ts'
import { percentile } from '../src/statistics/percentile.ts'
import { periodOf } from '../src/statistics/period.ts'
import { daysFrom } from '../src/time/cell.ts'
import { summarise } from '../src/statistics/summarise.ts'

const day = '2026-11-30'
const at = (time: string) => new Date(`${day}T${time}Z`)
const passport = [{ service: 'reisepass', persons: 1 }]

const visit = (change: Partial<CountedVisit> = {}): CountedVisit => ({
  items: passport,
  bookingId: null,
  desk: '1',
  arrivedAt: at('07:10:00'),
  calledAt: at('07:20:00'),
  servingAt: at('07:21:00'),
  finishedAt: at('07:41:00'),
  ...change,
})

const counted = (...visits: CountedVisit[]) => dayFigures(visits, [], 'Europe/Berlin').arrivals

t.test('a percentile is a value that occurred, which so many per cent do not exceed', async (t) => {
  t.equal(percentile([], 50), null)
  t.equal(percentile([7], 90), 7)
  t.equal(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 90), 9)
  // A fixed sequence that looks like chance.
  for (let size = 1, seed = 1; size <= 60; size++) {
    const values = Array.from({ length: size }, () => (seed = (seed * 48_271) % 2_147_483_647) % 100)
    for (const percent of [1, 50, 90, 100]) {
      const found = percentile(values, percent)!
      const share = (atMost: number) => (100 * values.filter((value) => value <= atMost).length) / size
      t.ok(values.includes(found) && share(found) >= percent, `${percent} % of ${size}`)
      const below = Math.max(...values.filter((value) => value < found))
      t.ok(below === -Infinity || share(below) < percent, 'and no smaller one would do')
    }
  }
})

t.test('a visit counts in the hour of its arrival on the clock of the office', async (t) => {
  t.strictSame(counted(visit({ desk: '1' }), visit({ desk: '2' })), [
    {
      hour: 8,
      service: 'reisepass',
      withAppointment: false,
      visits: 2,
      waits: [600, 600],
      ways: [60, 60],
      servings: [1200, 1200],
    },
  ])
})

t.test('serving times of a day with one desk are nobody’s business', async (t) => {
  t.strictSame(
    counted(visit(), visit()).map(({ servings }) => servings),
    [[]],
  )
})

t.test('what was forgotten or runs backwards is not measured, but counts as a visit', async (t) => {
  const forgotten = visit({ finishedAt: at('07:21:00'), desk: '2' })
  const sentOn = visit({ calledAt: at('07:50:00'), desk: '3' })
  const gone = visit({ calledAt: null, servingAt: null, desk: null })
  const [line] = counted(visit(), forgotten, sentOn, gone)
  t.equal(line!.visits, 4)
  t.strictSame(line!.waits, [600, 600, 2400])
  t.strictSame(line!.ways, [60, 60])
  t.strictSame(line!.servings, [1200, 1200])
})

t.test('appointments are kept, missed or cancelled; holds and what was never confirmed are none', async (t) => {
  const states = ['served', 'arrived', 'missed', 'confirmed', 'cancelled', 'held', 'preconfirmed', 'lapsed'] as const
  const { bookings } = dayFigures(
    [],
    states.map((state) => ({ state, items: passport })),
    'Europe/Berlin',
  )
  t.strictSame(bookings, [{ service: 'reisepass', kept: 2, missed: 2, cancelled: 1 }])
})

t.test('several services at once are a kind of their own', async (t) => {
  const both = [...passport, { service: 'ummeldung', persons: 1 }]
  t.strictSame(
    counted(visit(), visit({ items: both })).map(({ service, visits }) => [service, visits]),
    [
      ['reisepass', 1],
      [null, 1],
    ],
  )
})

const figures = (withAppointment: number, without: number): DayFigures => {
  const line = (visits: number, booked: boolean) => ({
    hour: 8,
    service: 'reisepass',
    withAppointment: booked,
    visits,
    waits: Array.from({ length: visits }, (_, index) => index * 60),
    ways: [],
    servings: [],
  })
  return { arrivals: [line(withAppointment, true), line(without, false)], bookings: [] }
}

t.test('nothing is said of fewer than five', async (t) => {
  const { total } = summarise([day], new Map([[day, figures(4, 0)]]))
  const none = { count: null, median: null, ninetieth: null }
  t.match(total, { visits: null, withAppointment: null, withoutAppointment: null, wait: none })
  const five = summarise([day], new Map([[day, figures(5, 0)]])).total
  t.match(five, {
    visits: 5,
    withAppointment: 5,
    withoutAppointment: 0,
    wait: { count: 5, median: 120, ninetieth: 240 },
  })
})

t.test('few of one kind cannot be reckoned from the sum and the other kind', async (t) => {
  const { total } = summarise([day], new Map([[day, figures(7, 2)]]))
  t.match(total, { visits: 9, withAppointment: null, withoutAppointment: null })
})

t.test('shares are of enough appointments, or none', async (t) => {
  const of = (kept: number, missed: number, cancelled: number) =>
    summarise([day], new Map([[day, { arrivals: [], bookings: [{ service: null, kept, missed, cancelled }] }]])).total
  t.match(of(9, 1, 10), { booked: 10, missedPercent: 10, cancelledPercent: 50 })
  t.match(of(3, 1, 0), { booked: null, missedPercent: null, cancelledPercent: null })
  t.match(of(0, 0, 0), { booked: 0, missedPercent: null, cancelledPercent: null })
})

t.test('every day of the period is there, also those on which nobody came', async (t) => {
  const { days, hours } = summarise(['2026-11-29', day], new Map([[day, figures(5, 5)]]))
  t.strictSame(
    days.map((entry) => [entry.day, entry.visits]),
    [
      ['2026-11-29', 0],
      [day, 10],
    ],
  )
  t.strictSame(
    hours.map(({ hour, visits }) => [hour, visits]),
    [[8, 10]],
  )
})

t.test('a period is four weeks up to yesterday, or what is asked for up to 92 days', async (t) => {
  t.strictSame(periodOf({}, '2026-11-29'), { from: '2026-11-02', to: '2026-11-29' })
  t.strictSame(periodOf({ to: '2026-01-28' }, '2026-11-29'), { from: '2026-01-01', to: '2026-01-28' })
  t.strictSame(periodOf({ from: '2026-11-20' }, '2026-11-29'), { from: '2026-11-20', to: '2026-11-29' })
  t.ok(periodOf({ from: '2026-01-01', to: '2026-04-02' }, '2026-11-29'))
  t.equal(periodOf({ from: '2026-01-01', to: '2026-04-03' }, '2026-11-29'), null)
  t.equal(periodOf({ from: '2026-01-02', to: '2026-01-01' }, '2026-11-29'), null)
})

t.test('days are counted to the last one that can be written', async (t) => {
  t.same([...daysFrom('2026-12-31', '2027-01-01')], ['2026-12-31', '2027-01-01'])
  t.same([...daysFrom('9999-12-31', '9999-12-31')], ['9999-12-31'])
  t.same([...daysFrom('2026-12-31', '2026-12-30')], [])
})
