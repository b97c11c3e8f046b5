import { statement, unawaited } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { countChange } from '../office/countChange.ts'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import type { Tables } from '../rows.ts'
import type { OpenDay } from '../schedule/openDays.ts'
import { openTo } from '../slot/availability.ts'
import type { Audience, Availability } from '../slot/availability.ts'
import { errors } from '../slot/errors.ts'
import { bestLane } from '../slot/starts.ts'
import type { FreeLane } from '../slot/starts.ts'
import { cellFrom, cellOf, dayOf, momentOf } from '../time/cell.ts'
import type { Interval } from '../time/interval.ts'

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

/** Takes time at the desk that it fits best; `null` when there is none. */
export async function takeTime(
  em: EntityManager,
  { openDays }: Availability,
  office: Office,
  wanted: WantedTime,
): Promise<string | null> {
  const { bookingId, start, length, now, heldUntil } = wanted
  const { version, scheduleVersion } = await countChange(em, office.id)
  const day = dayOf(momentOf(start), office.timeZone)
  const lanes = openFor(await openDays.on(em, office, scheduleVersion, day), wanted)
  const lane = bestLane(await readFree(em, lanes, wanted), start, length)
  if (lane === null) return null
  const cells = Array.from({ length }, (_, index) => start + index)
  await noteChangedDay(em, office.id, day, version)
  const { numAffectedRows } = await taking(em, { lane, cells, bookingId, heldUntil, now })
  if (numAffectedRows !== BigInt(length)) throw errors.taken()
  return lane
}

interface TakenCells {
  [name: string]: string | number[] | Date | null
  lane: string
  cells: number[]
  bookingId: string
  heldUntil: Date | null
  now: Date
}

/** What is held longer than it may be is taken away. */
const taking = statement<Tables>()((rows, { lane, cells, bookingId, heldUntil, now }: TakenCells) =>
  rows
    .insertInto('appointments_cell')
    .values(cells.map((cell) => ({ lane, cell, bookingId, heldUntil })))
    .onConflict((conflict) =>
      conflict
        .columns(['lane', 'cell'])
        .doUpdateSet({ bookingId, heldUntil })
        .where('appointments_cell.heldUntil', '<=', now),
    ),
)

/** The desks that are open all the time that is wanted, with the hours around it. */
function openFor({ lanes }: OpenDay, { start, length, groups, audience }: WantedTime) {
  return lanes
    .filter(({ group }) => groups.has(group))
    .flatMap((lane) =>
      openTo(lane, audience)
        .filter(({ from, to }) => from <= start && start + length <= to)
        .map((open) => ({ lane: lane.lane, open })),
    )
}

/** How far each of these desks is free before and after a moment. */
async function readFree(
  em: EntityManager,
  lanes: readonly { lane: string; open: Interval }[],
  { start, now }: WantedTime,
): Promise<FreeLane[]> {
  if (lanes.length === 0) return []
  const { rows: taken } = await takenAround(em, {
    lanes: lanes.map(({ lane }) => lane),
    from: Math.min(...lanes.map(({ open }) => open.from)),
    start,
    to: Math.max(...lanes.map(({ open }) => open.to)),
    now,
  })
  const byLane = new Map(taken.map((row) => [row.lane, row]))
  return lanes.map(({ lane, open }) => {
    const { before = null, after = null } = byLane.get(lane) ?? {}
    const from = before === null ? open.from : Math.max(open.from, Number(before) + 1)
    return { lane, free: [{ from, to: after === null ? open.to : Math.min(open.to, Number(after)) }] }
  })
}

interface Around {
  [name: string]: string[] | number | Date
  lanes: string[]
  from: number
  start: number
  to: number
  now: Date
}

/** Of each desk only the nearest cells are looked up, however many are taken. */
const takenAround = statement<Tables>()((rows, { lanes, from, start, to, now }: Around) => {
  const desks = lanes.map((lane) => {
    const taken = rows
      .selectFrom('appointments_cell')
      .where('lane', '=', lane)
      .where((is) => is.or([is('heldUntil', 'is', null), is('heldUntil', '>', now)]))
    const before = taken
      .select((is) => is.fn.max('cell').as('at'))
      .where('cell', '>=', from)
      .where('cell', '<', start)
    const after = taken
      .select((is) => is.fn.min('cell').as('at'))
      .where('cell', '>=', start)
      .where('cell', '<', to)
    return rows.selectNoFrom((is) => [is.val(lane).as('lane'), before.as('before'), after.as('after')])
  })
  return desks.reduce((all, desk) => all.unionAll(desk))
})

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

/** Gives the time of a booking back; call `timeReleased` once it is clear that the booking wants none of it again. */
export async function giveBack(
  em: EntityManager,
  office: Office,
  booking: { id: string; startsAt: Date },
): Promise<void> {
  const { version } = await countChange(em, office.id)
  await rows(em).deleteFrom('appointments_cell').where('bookingId', '=', booking.id).execute()
  await noteChangedDay(em, office.id, dayOf(booking.startsAt, office.timeZone), version)
}

/** The cells of a booking. */
export const timeOf = ({ lane, startsAt, endsAt }: { lane: string; startsAt: Date; endsAt: Date }) => ({
  lane,
  from: cellOf(startsAt),
  to: cellFrom(endsAt),
})
