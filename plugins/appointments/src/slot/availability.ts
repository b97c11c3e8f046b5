import { service } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { Office, Service } from '../office/office.ts'
import { rows } from '../rows.ts'
import { openLanes } from '../schedule/opening.ts'
import type { OpenLane, Schedule } from '../schedule/opening.ts'
import { readSchedule } from '../schedule/readSchedule.ts'
import { cellFrom, cellsIn, cellsOfDay, dayOf, plusDays } from '../time/cell.ts'
import { subtract, union } from '../time/interval.ts'
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
  /** The schedule of an office in a version of it. */
  scheduleOf(em: EntityManager, office: Office, scheduleVersion: number): Promise<Schedule>
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
  open: readonly OpenLane[]
  taken: ReadonlyMap<string, readonly TakenRun[]>
  free: Map<Audience, { lanes: GroupedLane[]; until: number }>
}

type GroupedLane = FreeLane & { group: string }

interface Known {
  version: number
  scheduleVersion: number
  schedule: Schedule | null
  days: Map<string, Day>
}

const neverChanged = { version: 0, scheduleVersion: 0 }

/**
 * Keeps what is open and taken per office and day, and asks the database only which days have changed since: one row per
 * office tells. What it remembers may be older than a booking elsewhere by one request; booking itself looks anew.
 */
export function createAvailability(options: AvailabilityOptions): Availability {
  const known = new Map<string, Known>()

  async function refresh(em: EntityManager, offices: readonly Office[]): Promise<void> {
    const ids = offices.map(({ id }) => id)
    const states = await rows(em).selectFrom('appointments_office').selectAll().where('office', 'in', ids).execute()
    const byId = new Map(states.map((state) => [state.office, state]))
    for (const id of ids) {
      const { version, scheduleVersion } = byId.get(id) ?? neverChanged
      const before = known.get(id)
      if (before?.version === version) continue
      if (before === undefined || before.scheduleVersion !== scheduleVersion) {
        known.set(id, { version, scheduleVersion, schedule: null, days: new Map() })
        continue
      }
      const changed = await rows(em)
        .selectFrom('appointments_changed_day')
        .select('day')
        .where('office', '=', id)
        .where('version', '>', before.version)
        .execute()
      for (const { day } of changed) before.days.delete(day)
      before.version = version
    }
  }

  async function scheduleOf(em: EntityManager, office: Office, scheduleVersion: number): Promise<Schedule> {
    const found = known.get(office.id)
    if (found?.scheduleVersion !== scheduleVersion) return readSchedule(em, office, options.land)
    return (found.schedule ??= await readSchedule(em, office, options.land))
  }

  async function load(em: EntityManager, office: Office, days: readonly string[]): Promise<void> {
    for (;;) {
      const { version, scheduleVersion } = known.get(office.id)!
      const missing = days.filter((day) => !known.get(office.id)!.days.has(day))
      if (missing.length === 0) return
      const schedule = await scheduleOf(em, office, scheduleVersion)
      const read = await readDays(em, office, schedule, missing)
      const found = known.get(office.id)!
      // Somebody else may have learnt of a change meanwhile that this reading came too early for.
      if (found.version !== version) continue
      for (const [day, contents] of read) found.days.set(day, contents)
    }
  }

  function freeOn(day: Day, audience: Audience, now: Date): readonly GroupedLane[] {
    const before = day.free.get(audience)
    if (before !== undefined && now.getTime() < before.until) return before.lanes
    const lanes = freeLanes(day.open, day.taken, audience, now)
    const ends = [...day.taken.values()].flat().flatMap(({ heldUntil }) => heldUntil?.getTime() ?? [])
    day.free.set(audience, { lanes, until: Math.min(...ends.filter((end) => end > now.getTime())) })
    return lanes
  }

  function isBookable(office: Office, day: string, { audience, now }: Question): boolean {
    const today = dayOf(now, office.timeZone)
    return today <= day && (audience === 'staff' || day <= plusDays(today, options.horizonDays))
  }

  function offerOn(office: Office, day: string, question: Question) {
    const { need, now, audience } = question
    const { gridMinutes, noticeMinutes, services } = options
    const notice = audience === 'public' ? noticeMinutes : 0
    return {
      length: cellsFor(need, services),
      grid: cellsIn(gridMinutes),
      dayStart: cellsOfDay(day, office.timeZone).from,
      notBefore: isBookable(office, day, question) ? cellFrom(now) + cellsIn(notice) : Number.POSITIVE_INFINITY,
    }
  }

  function lanesFor(office: Office, day: string, { need, audience, now }: Question): readonly FreeLane[] {
    const groups = groupsFor(need, office)
    const free = freeOn(known.get(office.id)!.days.get(day)!, audience, now)
    return free.filter(({ group }) => groups.has(group))
  }

  return {
    scheduleOf,
    async startsOn(em, office, day, question) {
      // Days that nobody can book are not remembered: there is no end to them.
      if (!isBookable(office, day, question)) return []
      await refresh(em, [office])
      await load(em, office, [day])
      return startsIn(lanesFor(office, day, question), offerOn(office, day, question))
    },
    async earliestPerDay(em, offices, { first, count }, question) {
      const days = Array.from({ length: count }, (_, index) => plusDays(first, index))
      await refresh(em, offices)
      const found = new Map<string, DayStart[]>()
      for (const office of offices) {
        await load(em, office, days)
        const starts = days.map((day) => ({
          day,
          earliest: earliestIn(lanesFor(office, day, question), offerOn(office, day, question)),
        }))
        found.set(office.id, starts)
      }
      return found
    },
  }
}

/** What is open and taken on some days, which must be in order. */
async function readDays(
  em: EntityManager,
  office: Office,
  schedule: Schedule,
  days: readonly string[],
): Promise<Map<string, Day>> {
  const { from } = cellsOfDay(days[0]!, office.timeZone)
  const { to } = cellsOfDay(days.at(-1)!, office.timeZone)
  const taken = await readTaken(em, lanesOf(office), { from, to })
  return new Map(
    days.map((day) => {
      const cells = cellsOfDay(day, office.timeZone)
      const onDay = (runs: readonly TakenRun[]) => runs.filter((run) => run.from < cells.to && run.to > cells.from)
      return [
        day,
        {
          open: openLanes(office, schedule, day),
          taken: new Map([...taken].map(([lane, runs]) => [lane, onDay(runs)])),
          free: new Map(),
        },
      ]
    }),
  )
}

export const lanesOf = (office: Office): string[] =>
  office.groups.flatMap(({ id, lanes }) => Array.from({ length: lanes }, (_, number) => `${office.id}/${id}/${number}`))

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
    free: subtract(
      audience === 'public' ? lane.public : union([...lane.public, ...lane.internal]),
      takenAt(taken.get(lane.lane), now),
    ),
  }))
