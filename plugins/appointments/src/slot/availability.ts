import { service } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { Office, Service } from '../office/office.ts'
import { createOpenDays } from '../schedule/openDays.ts'
import type { OpenDay, OpenDays } from '../schedule/openDays.ts'
import type { OpenLane } from '../schedule/opening.ts'
import { cellFrom, cellsIn, dayOf as dayAt, daysAfter, momentOf } from '../time/cell.ts'
import { subtract, union } from '../time/interval.ts'
import type { Interval } from '../time/interval.ts'
import { createDayMemory } from './dayMemory.ts'
import type { TakenOnDay } from './dayMemory.ts'
import { cellsFor, groupsFor } from './need.ts'
import type { Need } from './need.ts'
import { bestLane, earliestIn, startsIn } from './starts.ts'
import type { FreeLane, Start } from './starts.ts'
import { takenAt } from './taken.ts'
import type { TakenRun } from './taken.ts'

/** Whose times are asked for: what everybody can book, or also what only staff give away. */
export type Audience = 'public' | 'staff'

/** What is asked for at one office. */
export interface Question {
  need: Need
  audience: Audience
  now: Date
}

/** The first start of a day. */
export interface DayStart {
  day: string
  /** A moment (RFC 3339). */
  earliest: string
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
  /** The first starts of those of so many days from `first` that have any, for several offices. */
  earliestPerDay(
    em: EntityManager,
    offices: readonly Office[],
    days: { first: string; count: number },
    question: Question,
  ): Promise<Map<string, readonly DayStart[]>>
  /** How many starts each of so many days from `first` has at an office. */
  countPerDay(
    em: EntityManager,
    office: Office,
    days: { first: string; count: number },
    question: Question,
  ): Promise<DayCount[]>
  /** The desk that an appointment likely fits best, by what was last seen of the day; `null` when that says nothing. */
  likelyLane(office: Office, day: string, wanted: Fitting): string | null
  /** Where `likelyLane` was wrong. */
  forget(office: Office, day: string): void
  readonly openDays: OpenDays
}

/** Time that somebody wants on a day. */
export interface Fitting {
  /** First cell. */
  start: number
  /** Cells. */
  length: number
  /** Groups whose desks will do. */
  groups: ReadonlySet<string>
  audience: Audience
  now: Date
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
  taken: TakenOnDay
  free: Map<Audience, { lanes: GroupedLane[]; until: number }>
}

/** The first starts of the days of an office, which stay so until a moment. */
interface KnownStarts {
  notBefore: number
  until: number
  starts: readonly DayStart[]
}

type GroupedLane = FreeLane & { group: string }

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

const endless = '9999-12-31'

/**
 * Works out what is free from remembered days. What it tells may be older than a booking elsewhere by one request; booking
 * itself looks anew.
 */
export function createAvailability(options: AvailabilityOptions): Availability {
  const openDays = createOpenDays(options)
  const memory = createDayMemory(openDays, dayOf)
  const knownStarts = new WeakMap<readonly Day[], Map<string, KnownStarts>>()

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

  function freeOn(day: Day, { audience, now }: Pick<Asked, 'audience' | 'now'>) {
    const before = day.free.get(audience)
    if (before !== undefined && now.getTime() < before.until) return before
    const made = { lanes: freeLanes(day.open.lanes, day.taken, audience, now), until: nextEndOf(day.taken, now) }
    day.free.set(audience, made)
    return made
  }

  const lanesFor = (day: Day, asked: Pick<Asked, 'audience' | 'now' | 'groups'>): readonly FreeLane[] =>
    freeOn(day, asked).lanes.filter(({ group }) => asked.groups.has(group))

  const offerOn = (day: Day, { length, grid, notBefore }: Asked) => ({
    length,
    grid,
    dayStart: day.open.cells.from,
    notBefore,
  })

  function firstStarts(list: readonly Day[], days: readonly string[], asked: Asked): readonly DayStart[] {
    const ofList = knownStarts.get(list) ?? new Map<string, KnownStarts>()
    knownStarts.set(list, ofList)
    const before = ofList.get(asked.key)
    if (before?.notBefore === asked.notBefore && asked.now.getTime() < before.until) return before.starts
    const bookable = days.flatMap((day, index) => (isBookable(day, asked) ? [{ day, found: list[index]! }] : []))
    const starts = bookable.flatMap(({ day, found }) => {
      const cell = earliestIn(lanesFor(found, asked), offerOn(found, asked))
      return cell === null ? [] : [{ day, earliest: momentOf(cell).toISOString() }]
    })
    const until = Math.min(...bookable.map(({ found }) => freeOn(found, asked).until))
    if (ofList.size >= mostQuestions) ofList.clear()
    ofList.set(asked.key, { notBefore: asked.notBefore, until, starts })
    return starts
  }

  return {
    openDays,
    likelyLane(office, day, wanted) {
      const seen = memory.lastSeen(office.id, day)
      return seen === undefined ? null : bestLane(lanesFor(seen, wanted), wanted.start, wanted.length)
    },
    forget: (office, day) => memory.forget(office.id, day),
    async startsOn(em, office, day, question) {
      const asked = ask(office, question)
      // Days that nobody can book are not remembered: there is no end to them.
      if (!isBookable(day, asked)) return []
      const [[found]] = (await memory.read(em, [{ office, days: [day] }])) as [[Day]]
      return startsIn(lanesFor(found, asked), offerOn(found, asked))
    },
    async earliestPerDay(em, offices, { first, count }, question) {
      const days = daysAfter(first, count)
      const found = await memory.read(
        em,
        offices.map((office) => ({ office, days })),
      )
      return new Map(offices.map((office, at) => [office.id, firstStarts(found[at]!, days, ask(office, question))]))
    },
    async countPerDay(em, office, { first, count }, question) {
      const days = daysAfter(first, count)
      const asked = ask(office, question)
      const [found] = (await memory.read(em, [{ office, days }])) as [Day[]]
      return days.map((day, index) => ({
        day,
        starts: isBookable(day, asked)
          ? startsIn(lanesFor(found[index]!, asked), offerOn(found[index]!, asked)).length
          : 0,
      }))
    },
  }
}

const isBookable = (day: string, { first, last }: Asked): boolean => first <= day && day <= last

/** So many questions are remembered for the days of an office. */
const mostQuestions = 100

const dayOf = (open: OpenDay, taken: TakenOnDay): Day => ({ open, taken, free: new Map() })

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
