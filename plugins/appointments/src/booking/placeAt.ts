import { sql, statement } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { Office } from '../office/office.ts'
import type { Tables } from '../rows.ts'
import type { OpenDay } from '../schedule/openDays.ts'
import { openTo } from '../slot/availability.ts'
import type { Availability, Fitting } from '../slot/availability.ts'
import { bestLane } from '../slot/starts.ts'
import type { FreeLane } from '../slot/starts.ts'
import { cellsOfDay } from '../time/cell.ts'
import type { Interval } from '../time/interval.ts'

interface Place {
  day: string
  lanes: string[]
  wanted: Fitting
}

/** The best of these desks as it is now, with the counter of the office; `null` if none is free. */
export async function placeAt(
  em: EntityManager,
  { openDays }: Availability,
  office: Office,
  { day, lanes, wanted }: Place,
): Promise<(TakenAround & { version: number }) | null> {
  const { start, length, now } = wanted
  const around = await lookingAround(em, {
    office: office.id,
    lanes,
    start,
    end: start + length,
    ...cellsOfDay(day, office.timeZone),
    now,
  })
  const found = new Map(around.rows.map((row) => [row.lane, row]))
  const open = openFor(await openDays.on(em, office, around.rows[0]!.scheduleVersion, day), wanted)
  const lane = bestLane(
    open.filter(({ lane }) => found.has(lane)).map(({ lane, open }) => freeAround(lane, open, found.get(lane)!)),
    start,
    length,
  )
  return lane === null ? null : found.get(lane)!
}

/** The desks that are open all the time that is wanted, with the hours around it. */
function openFor({ lanes }: OpenDay, { start, length, groups, audience }: Fitting) {
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
  /** A cell of the time itself that was held longer than it may be. */
  ended: number | null
}

/** How far a desk is free before and after a moment. */
function freeAround(lane: string, open: Interval, { before, after }: TakenAround): FreeLane {
  const from = before === null ? open.from : Math.max(open.from, before + 1)
  return { lane, free: [{ from, to: after === null ? open.to : Math.min(open.to, after) }] }
}

interface Looked {
  [name: string]: string | string[] | number | Date
  office: string
  lanes: string[]
  from: number
  start: number
  end: number
  to: number
  now: Date
}

/** The counters of an office, and of each desk the nearest cells that are taken, however many there are. */
const lookingAround = statement<Tables>()((rows, { office, lanes, from, start, end, to, now }: Looked) => {
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
      const ended = selectFrom('appointments_cell')
        .select(({ fn }) => fn.max('cell').as('at'))
        .whereRef('lane', '=', 'desk.lane')
        .where('heldUntil', '<=', now)
        .where('cell', '>=', start)
        .where('cell', '<', end)
      const around = [before.as('before'), after.as('after'), ended.as('ended')] as const
      return ['state.version', 'state.scheduleVersion', 'desk.lane', ...around]
    })
})
