import type { EntityManager } from '@kreiswerk/core'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import { openLanes } from '../schedule/opening.ts'
import { freeLanes, lanesOf } from '../slot/availability.ts'
import type { Audience, Availability } from '../slot/availability.ts'
import { bestLane } from '../slot/starts.ts'
import { readTaken } from '../slot/taken.ts'
import { cellsOfDay, dayOf, momentOf } from '../time/cell.ts'

/** Time somebody wants at an office. */
export interface WantedTime {
  bookingId: string
  /** First cell. */
  start: number
  /** Cells. */
  length: number
  /** Groups whose desks will do. */
  groups: ReadonlySet<string>
  audience: Audience
  now: Date
  /** When it comes free by itself; `null` when it does not. */
  heldUntil: Date | null
}

/**
 * Counts a change of an office. The first thing every such change does: those of one office then come one after another,
 * and what is read afterwards stands.
 */
async function countChange(em: EntityManager, office: string): Promise<{ version: number; scheduleVersion: number }> {
  return rows(em)
    .insertInto('appointments_office')
    .values({ office, version: 1, scheduleVersion: 0, ownRules: false })
    .onConflict((conflict) =>
      conflict.column('office').doUpdateSet((is) => ({
        version: is('appointments_office.version', '+', 1),
      })),
    )
    .returning(['version', 'scheduleVersion'])
    .executeTakeFirstOrThrow()
}

async function noteChangedDay(em: EntityManager, office: string, day: string, version: number): Promise<void> {
  await rows(em)
    .insertInto('appointments_changed_day')
    .values({ office, day, version })
    .onConflict((conflict) => conflict.columns(['office', 'day']).doUpdateSet({ version }))
    .execute()
}

/** Takes time at the desk that it fits best; `null` when there is none. */
export async function takeTime(
  em: EntityManager,
  availability: Availability,
  office: Office,
  { bookingId, start, length, groups, audience, now, heldUntil }: WantedTime,
): Promise<string | null> {
  const { version, scheduleVersion } = await countChange(em, office.id)
  const day = dayOf(momentOf(start), office.timeZone)
  const schedule = await availability.scheduleOf(em, office, scheduleVersion)
  const taken = await readTaken(em, lanesOf(office), cellsOfDay(day, office.timeZone))
  const free = freeLanes(openLanes(office, schedule, day), taken, audience, now)
  const lane = bestLane(
    free.filter(({ group }) => groups.has(group)),
    start,
    length,
  )
  if (lane === null) return null
  const cells = Array.from({ length }, (_, index) => ({ lane, cell: start + index, bookingId, heldUntil }))
  await rows(em)
    .deleteFrom('appointments_cell')
    .where('lane', '=', lane)
    .where('cell', '>=', start)
    .where('cell', '<', start + length)
    .where('heldUntil', '<=', now)
    .execute()
  await rows(em).insertInto('appointments_cell').values(cells).execute()
  await noteChangedDay(em, office.id, day, version)
  return lane
}

/** Keeps the time of a booking until another moment, or for good; whoever remembers the old end learns of it. */
export async function keepTime(
  em: EntityManager,
  office: Office,
  booking: { id: string; startsAt: Date },
  heldUntil: Date | null,
): Promise<void> {
  const { version } = await countChange(em, office.id)
  await rows(em).updateTable('appointments_cell').set({ heldUntil }).where('bookingId', '=', booking.id).execute()
  await noteChangedDay(em, office.id, dayOf(booking.startsAt, office.timeZone), version)
}

/** Gives the time of a booking back, at once or at a later moment that nobody can foresee. */
export async function giveBack(
  em: EntityManager,
  office: Office,
  booking: { id: string; startsAt: Date },
  freeAt: Date | null,
): Promise<void> {
  const { version } = await countChange(em, office.id)
  if (freeAt === null) await rows(em).deleteFrom('appointments_cell').where('bookingId', '=', booking.id).execute()
  else {
    await rows(em)
      .updateTable('appointments_cell')
      .set({ bookingId: null, heldUntil: freeAt })
      .where('bookingId', '=', booking.id)
      .execute()
  }
  await noteChangedDay(em, office.id, dayOf(booking.startsAt, office.timeZone), version)
}
