import fc from 'fast-check'
import t from 'tap'
import { inOrder } from '../src/queue/order.ts'
import type { Waiting } from '../src/queue/order.ts'
import { estimateWait, paceOf } from '../src/queue/wait.ts'

const rule = { lateMinutes: 10, patienceMinutes: 60 }
const at = (minute: number) => new Date(Date.UTC(2026, 10, 30, 8, minute))
const booked = (id: string, appointment: number, arrival: number): Waiting => ({
  id,
  number: Number.parseInt(id, 36),
  priority: false,
  appointmentAt: at(appointment),
  arrivedAt: at(arrival),
})
const walkIn = (id: string, arrival: number, priority = false): Waiting => ({
  ...booked(id, 0, arrival),
  appointmentAt: null,
  priority,
})
const idsAt = (minute: number, ...waiting: Waiting[]) => inOrder(waiting, rule, at(minute)).map(({ id }) => id)

t.test('the line as citizens are told', async (t) => {
  t.same(idsAt(10, walkIn('b', 5), walkIn('a', 1)), ['a', 'b'], 'without appointments in order of arrival')
  t.same(idsAt(20, walkIn('a', 1), booked('b', 20, 15)), ['b', 'a'], 'at the appointed time before them')
  t.same(idsAt(19, walkIn('a', 1), booked('b', 20, 15)), ['a', 'b'], 'before the appointed time after them')
  t.same(idsAt(19, booked('b', 30, 1), booked('a', 25, 15)), ['a', 'b'], 'early ones by their appointments')
  t.same(idsAt(35, walkIn('a', 29), booked('b', 20, 30)), ['b', 'a'], 'ten minutes late still counts as on time')
  t.same(idsAt(35, walkIn('a', 29), booked('b', 20, 31)), ['a', 'b'], 'later than that counts by arrival')
  t.same(
    idsAt(62, booked('b', 62, 50), walkIn('a', 1)),
    ['a', 'b'],
    'who has waited an hour is as if appointed for then',
  )
  t.same(
    idsAt(62, booked('b', 60, 50), walkIn('a', 1), walkIn('c', 61, true)),
    ['c', 'b', 'a'],
    'staff put somebody first',
  )
})

const minute = fc.integer({ min: 0, max: 300 })
const anyone: fc.Arbitrary<Waiting[]> = fc
  .array(fc.record({ appointment: fc.option(minute), arrival: minute, priority: fc.boolean() }), { maxLength: 20 })
  .map((people) =>
    people.map(({ appointment, arrival, priority }, index) => ({
      id: String(index),
      number: index,
      priority,
      appointmentAt: appointment === null ? null : at(appointment),
      arrivedAt: at(arrival),
    })),
  )

t.test('the order is total: however people are read from the database, it is the same', async () => {
  const shuffled = anyone.chain((people) =>
    fc.tuple(fc.constant(people), fc.shuffledSubarray(people, { minLength: people.length })),
  )
  fc.assert(
    fc.property(shuffled, minute, ([people, other], now) => {
      const ids = (list: Waiting[]) => inOrder(list, rule, at(now)).map(({ id }) => id)
      return JSON.stringify(ids(people)) === JSON.stringify(ids(other))
    }),
  )
})

t.test(
  'nobody waits for ever: whoever comes after somebody’s moment is called after them, unless staff say otherwise',
  async () => {
    fc.assert(
      fc.property(anyone, fc.option(minute), minute, (people, appointment, later) => {
        const now = at(600)
        const line = inOrder(people, rule, now)
        const arrival = 400 + later
        const newcomer = {
          ...walkIn('z', arrival),
          appointmentAt: appointment === null ? null : at(arrival + appointment),
        }
        const withNewcomer = inOrder([newcomer, ...people], rule, now)
        // All of them are due by 360; the newcomer was not there yet.
        return JSON.stringify(withNewcomer) === JSON.stringify([...line, newcomer])
      }),
    )
  },
)

const minutes = fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 30 })

t.test('more people ahead never shorten a wait, more desks never lengthen it', async () => {
  fc.assert(
    fc.property(minutes, fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 9 }), (ahead, more, desks) => {
      const before = estimateWait(ahead, desks)
      const longer = estimateWait([...ahead, more], desks)
      const quicker = estimateWait(ahead, desks + 1)
      return (
        before.from <= longer.from &&
        before.to <= longer.to &&
        quicker.from <= before.from &&
        quicker.to <= before.to &&
        before.from < before.to &&
        before.from % 5 === 0 &&
        before.to % 5 === 0
      )
    }),
  )
})

t.test('what was measured counts once there is enough of it', async (t) => {
  const slow = { planned: 10, took: 15 }
  t.equal(paceOf(Array.from({ length: 29 }, () => slow)), 1)
  t.equal(paceOf(Array.from({ length: 30 }, () => slow)), 1.5)
  t.equal(
    paceOf(Array.from({ length: 30 }, () => ({ planned: 10, took: 600 }))),
    2,
    'a forgotten end does not spoil it',
  )
})
