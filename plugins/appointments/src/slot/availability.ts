import { service } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { Office, Service } from '../office/office.ts'
import { rows } from '../rows.ts'
import { createOpenDays } from '../schedule/openDays.ts'
import type { OpenDay, OpenDays } from '../schedule/openDays.ts'
import type { OpenLane } from '../schedule/opening.ts'
import { cellFrom, cellsIn, dayOf as dayAt, daysAfter } from '../time/cell.ts'
import { subtract, union } from '../time/interval.ts'
import type { Interval } from '../time/interval.ts'
import { cellsFor, groupsFor } from './need.ts'
import type { Need } from './need.ts'
import { earliestIn, startsIn } from './starts.ts'
import type { FreeLane, Start } from './starts.ts'
import { readTaken, takenAt } from './taken.ts'
import type { TakenRun } from './taken.ts'

/** Whose times are asked for: what everybody can book, or also what only staff give away. */
export type Audience = 'public' | 'staff'

/** What is asked for at one office. */
export interface Question {
  need: Need
  audience: Audience
  now: Date
}

/** The first start of a day, if there is one. */
export interface DayStart {
  day: string
  earliest: number | null
}

/** How much is free on a day. */
export interface DayCount {
  day: string
  /** Moments an appointment can begin. */
  starts: number
}

/** Computes free times from schedule and bookings; nothing is stored but what is open and taken. */
export interface Availability {
  /** The starts of one day, in order. */
  startsOn(em: EntityManager, office: Office, day: string, question: Question): Promise<Start[]>
  /** The first start of each of so many days from `first`, for several offices. */
  earliestPerDay(
    em: EntityManager,
    offices: readonly Office[],
    days: { first: string; count: number },
    question: Question,
  ): Promise<Map<string, DayStart[]>>
  /** How many starts each of so many days from `first` has at an office. */
  countPerDay(
    em: EntityManager,
    office: Office,
    days: { first: string; count: number },
    question: Question,
  ): Promise<DayCount[]>
  readonly openDays: OpenDays
}

export const availability = service<Availability>('appointments.availability@1')

export interface AvailabilityOptions {
  services: ReadonlyMap<string, Service>
  land: string
  gridMinutes: number
  noticeMinutes: number
  horizonDays: number
}

interface Day {
  open: OpenDay
  taken: ReadonlyMap<string, readonly TakenRun[]>
  free: Map<Audience, { lanes: GroupedLane[]; until: number }>
  /** By what is asked for. */
  earliest: Map<string, { cell: number | null; until: number }>
}

type Memory = Map<string, Known>

type GroupedLane = FreeLane & { group: string }

interface Known {
  version: number
  scheduleVersion: number
  days: Map<string, Day>
  /** The version in which a day was last found to have changed. */
  changed: Map<string, number>
}

/** A question, worked out as far as it is the same for all days of an office. */
interface Asked {
  key: string
  audience: Audience
  now: Date
  groups: ReadonlySet<string>
  length: number
  grid: number
  notBefore: number
  /** First and last day that can be booked. */
  first: string
  last: string
}

const neverChanged = { version: 0, scheduleVersion: 0 }
const endless = '9999-12-31'

/**
 * Keeps what is open and taken per office and day, and asks the database only which days have changed since: one row per
 * office tells. What it remembers may be older than a booking elsewhere by one request; booking itself looks anew.
 */
export function createAvailability(options: AvailabilityOptions): Availability {
  const shared: Memory = new Map()
  const units = new WeakMap<EntityManager, Memory>()
  const openDays = createOpenDays(options)

  /** What a unit of work reads may never be committed, so nobody else is told. */
  function memoryFor(em: EntityManager): Memory {
    if (!em.isInTransaction()) return shared
    const ofUnit = units.get(em) ?? new Map<string, Known>()
    units.set(em, ofUnit)
    return ofUnit
  }

  async function refresh(known: Memory, em: EntityManager, offices: readonly Office[]): Promise<void> {
    const ids = offices.map(({ id }) => id)
    const states = await rows(em)
      .selectFrom('appointments_office')
      .select(['office', 'version', 'scheduleVersion'])
      .where('office', 'in', ids)
      .execute()
    const byId = new Map(states.map((state) => [state.office, state]))
    await Promise.all(ids.map((id) => refreshOne(known, em, id, byId.get(id) ?? neverChanged)))
  }

  async function refreshOne(known: Memory, em: EntityManager, id: string, now: typeof neverChanged): Promise<void> {
    const { version, scheduleVersion } = now
    const before = known.get(id)
    if (before !== undefined && before.version >= version) return
    if (before === undefined || before.scheduleVersion !== scheduleVersion) {
      known.set(id, { version, scheduleVersion, days: new Map(), changed: new Map() })
      return
    }
    const changed = await rows(em)
      .selectFrom('appointments_changed_day')
      .select('day')
      .where('office', '=', id)
      .where('version', '>', before.version)
      .execute()
    for (const { day } of changed) {
      before.days.delete(day)
      before.changed.set(day, version)
    }
    before.version = Math.max(before.version, version)
  }

  async function load(
    known: Memory,
    em: EntityManager,
    office: Office,
    days: readonly string[],
  ): Promise<ReadonlyMap<string, Day>> {
    for (;;) {
      const before = known.get(office.id)!
      const { version, scheduleVersion } = before
      const missing = days.filter((day) => !before.days.has(day))
      if (missing.length === 0) return before.days
      const read = await Promise.all(
        stretchesOf(missing, days).map((stretch) => readDays(em, office, scheduleVersion, stretch)),
      )
      for (const [day, contents] of read.flat()) {
        // Somebody else may have learnt of a change meanwhile that this reading came too early for.
        if ((before.changed.get(day) ?? 0) <= version) before.days.set(day, contents)
      }
    }
  }

  /** What is open and taken on days that follow each other. */
  async function readDays(
    em: EntityManager,
    office: Office,
    scheduleVersion: number,
    days: readonly string[],
  ): Promise<[string, Day][]> {
    const open = await Promise.all(days.map((day) => openDays.on(em, office, scheduleVersion, day)))
    const taken = await readTaken(em, lanesOf(office), { from: open[0]!.cells.from, to: open.at(-1)!.cells.to })
    return days.map((day, index) => [day, dayOf(open[index]!, taken)])
  }

  function ask(office: Office, { need, audience, now }: Question): Asked {
    const { gridMinutes, noticeMinutes, horizonDays, services } = options
    const isPublic = audience === 'public'
    const groups = groupsFor(need, office)
    const length = cellsFor(need, services)
    const first = dayAt(now, office.timeZone)
    return {
      key: `${audience} ${length} ${[...groups].join()}`,
      audience,
      now,
      groups,
      length,
      grid: cellsIn(gridMinutes),
      notBefore: cellFrom(now) + (isPublic ? cellsIn(noticeMinutes) : 0),
      first,
      last: isPublic ? daysAfter(first, horizonDays + 1).at(-1)! : endless,
    }
  }

  function freeOn(day: Day, { audience, now }: Asked): readonly GroupedLane[] {
    const before = day.free.get(audience)
    if (before !== undefined && now.getTime() < before.until) return before.lanes
    const lanes = freeLanes(day.open.lanes, day.taken, audience, now)
    day.free.set(audience, { lanes, until: nextEndOf(day.taken, now) })
    return lanes
  }

  const lanesFor = (day: Day, asked: Asked): readonly FreeLane[] =>
    freeOn(day, asked).filter(({ group }) => asked.groups.has(group))

  const offerOn = (day: Day, { length, grid, notBefore }: Asked) => ({
    length,
    grid,
    dayStart: day.open.cells.from,
    notBefore,
  })

  function earliestOn(day: Day, asked: Asked): number | null {
    const before = day.earliest.get(asked.key)
    if (before !== undefined && asked.now.getTime() < before.until) return before.cell
    const cell = earliestIn(lanesFor(day, asked), offerOn(day, asked))
    // On the days that have begun to be too short a notice, each moment has its own answer.
    if (asked.notBefore <= day.open.cells.from) {
      if (day.earliest.size >= mostQuestions) day.earliest.clear()
      day.earliest.set(asked.key, { cell, until: nextEndOf(day.taken, asked.now) })
    }
    return cell
  }

  return {
    openDays,
    async startsOn(em, office, day, question) {
      const known = memoryFor(em)
      const asked = ask(office, question)
      // Days that nobody can book are not remembered: there is no end to them.
      if (day < asked.first || day > asked.last) return []
      await refresh(known, em, [office])
      const found = (await load(known, em, office, [day])).get(day)!
      return startsIn(lanesFor(found, asked), offerOn(found, asked))
    },
    async earliestPerDay(em, offices, { first, count }, question) {
      const known = memoryFor(em)
      const days = daysAfter(first, count)
      await refresh(known, em, offices)
      const found = new Map<string, DayStart[]>()
      for (const office of offices) {
        const asked = ask(office, question)
        const there = await load(known, em, office, days)
        const isBookable = (day: string) => asked.first <= day && day <= asked.last
        const starts = days.map((day) => ({
          day,
          earliest: isBookable(day) ? earliestOn(there.get(day)!, asked) : null,
        }))
        found.set(office.id, starts)
      }
      return found
    },
    async countPerDay(em, office, { first, count }, question) {
      const known = memoryFor(em)
      const days = daysAfter(first, count)
      const asked = ask(office, question)
      await refresh(known, em, [office])
      const there = await load(known, em, office, days)
      return days.map((day) => {
        if (day < asked.first || day > asked.last) return { day, starts: 0 }
        const found = there.get(day)!
        return { day, starts: startsIn(lanesFor(found, asked), offerOn(found, asked)).length }
      })
    },
  }
}

/** So many questions are remembered for a day. */
const mostQuestions = 100

/** Days of an ordered list in stretches without gaps. */
function stretchesOf(some: readonly string[], all: readonly string[]): string[][] {
  const wanted = new Set(some)
  const stretches: string[][] = []
  let open: string[] | null = null
  for (const day of all) {
    if (!wanted.has(day)) open = null
    else if (open === null) stretches.push((open = [day]))
    else open.push(day)
  }
  return stretches
}

function dayOf(open: OpenDay, taken: ReadonlyMap<string, readonly TakenRun[]>): Day {
  const { from, to } = open.cells
  const onDay = (runs: readonly TakenRun[]) => runs.filter((run) => run.from < to && run.to > from)
  return {
    open,
    taken: new Map([...taken].map(([lane, runs]) => [lane, onDay(runs)])),
    free: new Map(),
    earliest: new Map(),
  }
}

/** When the next hold ends, in milliseconds: until then what is free stays so. */
function nextEndOf(taken: Day['taken'], now: Date): number {
  let next = Number.POSITIVE_INFINITY
  for (const runs of taken.values()) {
    for (const { heldUntil } of runs) {
      const end = heldUntil?.getTime() ?? 0
      if (end > now.getTime() && end < next) next = end
    }
  }
  return next
}

/** The desks of an office, or only those of some groups. */
export const lanesOf = (office: Office, groups?: ReadonlySet<string>): string[] =>
  office.groups
    .filter(({ id }) => groups?.has(id) ?? true)
    .flatMap(({ id, lanes }) => Array.from({ length: lanes }, (_, number) => `${office.id}/${id}/${number}`))

/** What is free at desks at a moment. */
export const freeLanes = (
  open: readonly OpenLane[],
  taken: ReadonlyMap<string, readonly TakenRun[]>,
  audience: Audience,
  now: Date,
): GroupedLane[] =>
  open.map((lane) => ({
    lane: lane.lane,
    group: lane.group,
    free: subtract(openTo(lane, audience), takenAt(taken.get(lane.lane), now)),
  }))

/** When a desk is open to those who ask. */
export const openTo = (lane: OpenLane, audience: Audience): readonly Interval[] =>
  audience === 'public' ? lane.public : union([...lane.public, ...lane.internal])
