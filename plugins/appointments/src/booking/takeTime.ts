import { sql, statement, unawaited } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { countChange, noteChange } from '../office/countChange.ts'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import type { Tables } from '../rows.ts'
import type { OpenDay } from '../schedule/openDays.ts'
import { openTo } from '../slot/availability.ts'
import type { Audience, Availability } from '../slot/availability.ts'
import { lanesOf } from '../slot/lanes.ts'
import { bestLane } from '../slot/starts.ts'
import type { FreeLane } from '../slot/starts.ts'
import { takenBy } from '../slot/takenBy.ts'
import type { TimeOfDesk } from '../slot/takenBy.ts'
import { cellFrom, cellOf, cellsOfDay, dayOf, momentOf } from '../time/cell.ts'
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
  const lanes = lanesOf(office, wanted.groups)
  if (lanes.length === 0) return null
  await noteChange(em, office.id)
  const day = dayOf(momentOf(start), office.timeZone)
  const { rows: around } = await lookingAround(em, {
    office: office.id,
    lanes,
    start,
    ...cellsOfDay(day, office.timeZone),
    now,
  })
  const { version, scheduleVersion } = around[0]!
  const open = openFor(await openDays.on(em, office, scheduleVersion, day), wanted)
  const lane = bestLane(freeAround(open, around), start, length)
  if (lane === null) return null
  await noteChangedDay(em, office.id, day, version)
  const cells = Array.from({ length }, (_, index) => start + index)
  await dropping(em, { lane, cells, now })
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

/** What is taken next to a moment at a desk, if anything. */
interface TakenAround {
  lane: string
  before: number | null
  after: number | null
}

/** How far each of these desks is free before and after a moment. */
function freeAround(lanes: readonly { lane: string; open: Interval }[], around: readonly TakenAround[]): FreeLane[] {
  const byLane = new Map(around.map((row) => [row.lane, row]))
  return lanes.map(({ lane, open }) => {
    const { before = null, after = null } = byLane.get(lane) ?? {}
    const from = before === null ? open.from : Math.max(open.from, before + 1)
    return { lane, free: [{ from, to: after === null ? open.to : Math.min(open.to, after) }] }
  })
}

interface Looked {
  [name: string]: string | string[] | number | Date
  office: string
  lanes: string[]
  from: number
  start: number
  to: number
  now: Date
}

/** The counters of an office, and of each desk the nearest cells that are taken, however many there are. */
const lookingAround = statement<Tables>()((rows, { office, lanes, from, start, to, now }: Looked) => {
  const desks = sql<{ lane: string }>`(values ${sql.join(lanes.map((lane) => sql`(${lane})`))})`
  return rows
    .with('desk(lane)', () => desks)
    .selectFrom(['desk', 'appointments_office as state'])
    .where('state.office', '=', office)
    .select(({ selectFrom }) => {
      const taken = selectFrom('appointments_cell')
        .whereRef('lane', '=', 'desk.lane')
        .where((is) => is.or([is('heldUntil', 'is', null), is('heldUntil', '>', now)]))
      const before = taken
        .select(({ fn }) => fn.max('cell').as('at'))
        .where('cell', '>=', from)
        .where('cell', '<', start)
      const after = taken
        .select(({ fn }) => fn.min('cell').as('at'))
        .where('cell', '>=', start)
        .where('cell', '<', to)
      return ['state.version', 'state.scheduleVersion', 'desk.lane', before.as('before'), after.as('after')]
    })
})

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

/** Gives the time of a booking back; call `timeReleased` once it is clear that the booking wants none of it again. */
export async function giveBack(em: EntityManager, office: Office, booking: { id: string }): Promise<void> {
  await changingTime(em, office, booking.id, (time) =>
    rows(em).deleteFrom('appointments_cell').where(takenBy(booking.id, time)).execute(),
  )
}

/** The time is looked up once the office is counted: another process may have put the booking at another desk. */
async function changingTime(
  em: EntityManager,
  office: Office,
  bookingId: string,
  change: (time: TimeOfDesk) => Promise<unknown>,
): Promise<void> {
  const { version } = await countChange(em, office.id)
  const found = await rows(em)
    .selectFrom('appointments_booking')
    .select(['lane', 'startsAt', 'endsAt'])
    .where('id', '=', bookingId)
    .executeTakeFirst()
  if (found === undefined) return
  await change(timeOf(found))
  await noteChangedDay(em, office.id, dayOf(found.startsAt, office.timeZone), version)
}

/** The cells of a booking. */
export const timeOf = ({ lane, startsAt, endsAt }: { lane: string; startsAt: Date; endsAt: Date }): TimeOfDesk => ({
  lane,
  from: cellOf(startsAt),
  to: cellFrom(endsAt),
})
