import fc from 'fast-check'
import t from 'tap'
import { isHoliday } from '../src/schedule/holidays.ts'
import { openLanes } from '../src/schedule/opening.ts'
import type { OpeningException, OpeningRule } from '../src/schedule/rule.ts'
import { freeLanes } from '../src/slot/availability.ts'
import type { Audience } from '../src/slot/availability.ts'
import { lanesOf } from '../src/slot/lanes.ts'
import { earliestIn, startsIn } from '../src/slot/starts.ts'
import type { TakenRun } from '../src/slot/taken.ts'
import { cellsOfDay, daysFrom } from '../src/time/cell.ts'
import { openByMinutes, startsByMinutes, yearByMinutes } from './byMinutes.ts'
import type { MinuteYear } from './byMinutes.ts'
import { station } from './city.ts'

const year = 2027
const days = [...daysFrom(`${year}-01-01`, `${year}-12-31`)]
const office = { ...station, groups: [{ ...station.groups[0]!, lanes: 3 }] }
const land = 'DE-NW'
const now = new Date(`${year}-01-01T00:00:00Z`)

const time = fc.integer({ min: 0, max: 287 }).map((cell) => `${two(Math.floor(cell / 12))}:${two((cell % 12) * 5)}`)
const two = (number: number) => String(number).padStart(2, '0')
const span = fc
  .tuple(time, fc.oneof(time, fc.constant('24:00')))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from, to }))
const staffing = fc.record({
  publicLanes: fc.integer({ min: 0, max: 3 }),
  internalLanes: fc.integer({ min: 0, max: 2 }),
})
const day = fc.constantFrom(...days)
const period = fc.tuple(day, fc.integer({ min: 0, max: 20 })).map(([firstDay, length]) => ({
  firstDay,
  lastDay: days[Math.min(days.indexOf(firstDay) + length, days.length - 1)]!,
}))
const rule = fc
  .record({
    span,
    staffing,
    weekday: fc.integer({ min: 1, max: 7 }),
    validFrom: fc.oneof(fc.constant('2026-12-31'), day),
    validUntil: fc.oneof(fc.constant(null), day),
    everyWeeks: fc.constantFrom(1, 1, 2, 3),
    nthWeek: fc.constantFrom(null, null, 1, 2, 3, 4, 5),
  })
  .map(({ span, staffing, ...rest }) => ({
    ...rest,
    ...span,
    ...staffing,
    id: '',
    office: office.id,
    group: 'schalter',
  })) as fc.Arbitrary<OpeningRule>
const exception = fc
  .record({ span, staffing, period, kind: fc.constantFrom('closed', 'hours', 'staffing') })
  .map(({ span, staffing, period, kind }) => ({
    id: '',
    office: office.id,
    group: null,
    reason: '',
    kind,
    ...period,
    ...(kind === 'closed' ? {} : { ...span, ...staffing }),
  })) as fc.Arbitrary<OpeningException>
const taken = fc.array(
  fc.record({
    lane: fc.integer({ min: 0, max: 2 }),
    day,
    start: fc.integer({ min: 0, max: 270 }),
    length: fc.integer({ min: 1, max: 24 }),
    held: fc.constantFrom(null, new Date(now.getTime() - 1), new Date(now.getTime() + 1)),
  }),
  { maxLength: 40 },
)

t.test('computed times are those a minute by minute look at a whole year finds', async (t) => {
  const minutes: MinuteYear = yearByMinutes(year, office.timeZone)
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 8 }),
      fc.array(exception, { maxLength: 5 }),
      taken,
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom<Audience>('public', 'staff'),
      (rules, exceptions, busy, length, audience) => {
        const schedule = { rules, exceptions, isHoliday: (day: string) => isHoliday(land, day) }
        const runs = busy.map(({ lane, day, start, length, held }): TakenRun => {
          const from = cellsOfDay(day, office.timeZone).from + start
          return { lane: `${office.id}/schalter/${lane}`, from, to: from + length, heldUntil: held }
        })
        for (const day of days) {
          const { from: dayStart, to } = cellsOfDay(day, office.timeZone)
          const free = freeLanes(openLanes(office, schedule, day), inOrder(runs), audience, now)
          const offer = { length, grid: 2, dayStart, notBefore: 0 }
          const computed = startsIn(free, offer)
          const open = openByMinutes(minutes, schedule, day, { lanes: 3, audience })
          const found = startsByMinutes(open, runs, now, { dayStart, dayEnd: to, length, grid: 2, office: office.id })
          if (JSON.stringify(computed) !== JSON.stringify(found)) {
            throw new Error(`${day}: ${JSON.stringify(computed)} is not ${JSON.stringify(found)}`)
          }
          if (earliestIn(free, offer) !== (found[0]?.cell ?? null)) throw new Error(`${day}: the earliest differs`)
        }
      },
    ),
    { numRuns: 25 },
  )
  t.pass('25 schedules, each for a year')
})

/** What is taken, merged as it is read: of runs that overlap the one that holds longer counts. */
function inOrder(runs: readonly TakenRun[]): Map<string, TakenRun[]> {
  const cells = new Map<string, Map<number, Date | null>>()
  for (const { lane, from, to, heldUntil } of runs) {
    const ofLane = cells.get(lane) ?? new Map<number, Date | null>()
    cells.set(lane, ofLane)
    for (let cell = from; cell < to; cell += 1) {
      const before = ofLane.get(cell)
      const longer = before === undefined || (before !== null && (heldUntil === null || heldUntil > before))
      if (longer) ofLane.set(cell, heldUntil)
    }
  }
  return new Map(
    [...cells].map(([lane, ofLane]) => [
      lane,
      [...ofLane].sort(([a], [b]) => a - b).map(([cell, heldUntil]) => ({ lane, from: cell, to: cell + 1, heldUntil })),
    ]),
  )
}

t.test('the desks of an office are its own, also where offices are described by the same groups', async (t) => {
  const [bahnhof, katschhof] = ['bahnhof', 'katschhof'].map((id) => ({ ...station, id }))
  t.same(lanesOf(bahnhof!), ['bahnhof/schalter/0', 'bahnhof/schalter/1'])
  t.same(lanesOf(katschhof!), ['katschhof/schalter/0', 'katschhof/schalter/1'])
  t.same(lanesOf(katschhof!, new Set(['schalter'])), lanesOf(katschhof!))
  t.same(lanesOf(katschhof!, new Set()), [])
})
