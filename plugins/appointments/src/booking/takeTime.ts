import { statement, unawaited } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { countChange, noteChange } from '../office/countChange.ts'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import type { Tables } from '../rows.ts'
import type { Availability, Fitting } from '../slot/availability.ts'
import { lanesOf } from '../slot/lanes.ts'
import { takenBy } from '../slot/takenBy.ts'
import type { TimeOfDesk } from '../slot/takenBy.ts'
import { cellFrom, cellOf, dayOf, momentOf } from '../time/cell.ts'
import { placeAt } from './placeAt.ts'

/** Time somebody wants at an office. */
export interface WantedTime extends Fitting {
  bookingId: string
  /** When it comes free by itself; `null` when it does not. */
  heldUntil: Date | null
}

/** Whoever remembers this day of an office looks at it anew. */
export async function noteChangedDay(em: EntityManager, office: string, day: string, version: number): Promise<void> {
  await noting(em, { office, day, version })
}

const noting = statement<Tables>()((rows, note: { office: string; day: string; version: number }) =>
  unawaited(
    rows
      .insertInto('appointments_changed_day')
      .values(note)
      .onConflict((conflict) => conflict.columns(['office', 'day']).doUpdateSet({ version: note.version })),
  ),
)

/**
 * Takes time at the desk that it fits best; `null` when there is none. The desk that was likely the best when the day was
 * last looked at is looked at first, and taken if it is free; only then all others are.
 */
export async function takeTime(
  em: EntityManager,
  availability: Availability,
  office: Office,
  wanted: WantedTime,
): Promise<string | null> {
  const { bookingId, start, length, now, heldUntil } = wanted
  const lanes = lanesOf(office, wanted.groups)
  if (lanes.length === 0) return null
  await noteChange(em, office.id)
  const day = dayOf(momentOf(start), office.timeZone)
  const likely = availability.likelyLane(office, day, wanted)
  let place = likely === null ? null : await placeAt(em, availability, office, { day, lanes: [likely], wanted })
  if (place === null) {
    if (likely !== null) availability.forget(office, day)
    place = await placeAt(em, availability, office, { day, lanes, wanted })
  }
  if (place === null) return null
  await noteChangedDay(em, office.id, day, place.version)
  const { lane } = place
  const cells = Array.from({ length }, (_, index) => start + index)
  if (place.ended !== null) await dropping(em, { lane, cells, now })
  await taking(em, { lane, cells, bookingId, heldUntil })
  return lane
}

interface Dropped {
  [name: string]: string | number[] | Date
  lane: string
  cells: number[]
  now: Date
}

/** What was held longer than it may be. One by one: a range without known ends PostgreSQL would plan anew each time. */
const dropping = statement<Tables>()((rows, { lane, cells, now }: Dropped) =>
  unawaited(
    rows
      .deleteFrom('appointments_cell')
      .where('lane', '=', lane)
      .where('cell', 'in', cells)
      .where('heldUntil', '<=', now),
  ),
)

interface TakenCells {
  [name: string]: string | number[] | Date | null
  lane: string
  cells: number[]
  bookingId: string
  heldUntil: Date | null
}

/** Fails the unit if anybody has one of the cells, which cannot be while the office is its own. */
const taking = statement<Tables>()((rows, { lane, cells, bookingId, heldUntil }: TakenCells) =>
  unawaited(rows.insertInto('appointments_cell').values(cells.map((cell) => ({ lane, cell, bookingId, heldUntil })))),
)

/** Keeps the time of a booking until another moment, or for good; whoever remembers the old end learns of it. */
export async function keepTime(
  em: EntityManager,
  office: Office,
  booking: { id: string },
  heldUntil: Date | null,
): Promise<void> {
  await changingTime(em, office, booking.id, (time) =>
    rows(em).updateTable('appointments_cell').set({ heldUntil }).where(takenBy(booking.id, time)).execute(),
  )
}

/**
 * Gives the time of a booking back and returns it, for `timeReleased` once it is clear that the booking wants none of it
 * again; `null` when there is no such booking.
 */
export function giveBack(em: EntityManager, office: Office, booking: { id: string }): Promise<TimeOfDesk | null> {
  return changingTime(em, office, booking.id, (time) =>
    rows(em).deleteFrom('appointments_cell').where(takenBy(booking.id, time)).execute(),
  )
}

/** The time is looked up once the office is counted: another process may have put the booking at another desk. */
async function changingTime(
  em: EntityManager,
  office: Office,
  bookingId: string,
  change: (time: TimeOfDesk) => Promise<unknown>,
): Promise<TimeOfDesk | null> {
  const { version } = await countChange(em, office.id)
  const found = await rows(em)
    .selectFrom('appointments_booking')
    .select(['lane', 'startsAt', 'endsAt'])
    .where('id', '=', bookingId)
    .executeTakeFirst()
  if (found === undefined) return null
  const time = timeOf(found)
  await change(time)
  await noteChangedDay(em, office.id, dayOf(found.startsAt, office.timeZone), version)
  return time
}

/** The cells of a booking. */
export const timeOf = ({ lane, startsAt, endsAt }: { lane: string; startsAt: Date; endsAt: Date }): TimeOfDesk => ({
  lane,
  from: cellOf(startsAt),
  to: cellFrom(endsAt),
})
