import type { EntityManager } from '@kreiswerk/core'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import { cellFrom, cellOf, cellsOfDay, dayOf } from '../time/cell.ts'
import { lanesOf } from '../slot/lanes.ts'
import { readTaken, takenAt } from '../slot/taken.ts'
import { openLanes } from './opening.ts'
import type { Schedule } from './opening.ts'
import { misplaced, seatAnew } from './seating.ts'
import type { Seated, Seating } from './seating.ts'

/** The appointments of an office that are still to come and stand, by the day they are on. */
export async function futureBookings(
  em: EntityManager,
  office: Office,
  now: Date,
  span: { from?: Date; to?: Date | null } = {},
): Promise<Map<string, Seated[]>> {
  const from = span.from === undefined || span.from < now ? now : span.from
  let list = rows(em)
    .selectFrom('appointments_booking')
    .select(['id', 'lane', 'startsAt', 'endsAt', 'heldUntil'])
    .where('office', '=', office.id)
    .where('code', 'is not', null)
    .where('startsAt', '>=', from)
    .where('state', 'in', ['preconfirmed', 'confirmed'])
  if (span.to) list = list.where('startsAt', '<', span.to)
  const found = await list.orderBy('startsAt').execute()
  const byDay = new Map<string, Seated[]>()
  for (const { id, lane, startsAt, endsAt, heldUntil } of found) {
    if (heldUntil !== null && heldUntil <= now) continue
    const day = dayOf(startsAt, office.timeZone)
    const onDay = byDay.get(day) ?? []
    byDay.set(day, onDay)
    onDay.push({ id, lane, from: cellOf(startsAt), to: cellFrom(endsAt) })
  }
  return byDay
}

/** Where appointments sit once a schedule counts: who moves to another desk, and who finds none. */
export async function seatingUnder(
  em: EntityManager,
  office: Office,
  schedule: Schedule,
  bookings: ReadonlyMap<string, readonly Seated[]>,
  now: Date,
): Promise<Seating> {
  const whole: { reseated: Seating['reseated'][number][]; conflicts: string[] } = { reseated: [], conflicts: [] }
  for (const [day, onDay] of bookings) {
    const open = openLanes(office, schedule, day)
    const wrong = misplaced(open, onDay)
    if (wrong.length === 0) continue
    const taken = await readTaken(em, [{ lanes: lanesOf(office), ...cellsOfDay(day, office.timeZone) }])
    const counting = new Map([...taken].map(([lane, runs]) => [lane, takenAt(runs, now)]))
    const { reseated, conflicts } = seatAnew(open, counting, wrong)
    whole.reseated.push(...reseated)
    whole.conflicts.push(...conflicts)
  }
  return whole
}
