import { sql, statement, together } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { Office } from '../office/office.ts'
import type { Tables } from '../rows.ts'
import type { OpenDay, OpenDays } from '../schedule/openDays.ts'
import { lanesOf } from './lanes.ts'
import { readTaken, runsWithin } from './taken.ts'
import type { TakenRun } from './taken.ts'

/** Days of an office, in order. */
export interface WantedDays {
  readonly office: Office
  readonly days: readonly string[]
}

/** What is taken on a day, by desk. */
export type TakenOnDay = ReadonlyMap<string, readonly TakenRun[]>

/** Remembers the days of offices and learns which of them have changed. */
export interface DayMemory<Day> {
  /** The days wanted of each office, in order, no older than the question; the same list as long as none has changed. */
  read(em: EntityManager, wanted: readonly WantedDays[]): Promise<(readonly Day[])[]>
  /** The day as it was when somebody last asked, if anybody has: a hint, not an answer. */
  lastSeen(office: string, day: string): Day | undefined
  /** What was last seen is known to be no longer so. */
  forget(office: string, day: string): void
}

interface Known<Day> {
  version: number
  readonly scheduleVersion: number
  readonly days: Map<string, Day>
  /** By the list of days that was wanted. */
  lists: WeakMap<readonly string[], readonly Day[]>
}

interface Question {
  em: EntityManager
  wanted: readonly WantedDays[]
}

type Ask<Day> = (question: Question) => Promise<(readonly Day[])[]>

/** So many days of an office are kept. */
const mostDays = 500

/** So many days are read in one go. */
const mostAtOnce = 100

/**
 * Keeps what is made of the days of offices, and asks the database only which have changed since: one row per office tells.
 * However many people look at the same time, they are told of one look into the database.
 */
export function createDayMemory<Day>(
  openDays: OpenDays,
  dayFrom: (open: OpenDay, taken: TakenOnDay) => Day,
): DayMemory<Day> {
  const seen = new Map<string, Known<Day>>()
  const shared = remembering(seen)
  const units = new WeakMap<EntityManager, Ask<Day>>()

  /** What a unit of work reads may never be committed, so nobody else is told. */
  function memoryFor(em: EntityManager): Ask<Day> {
    if (!em.isInTransaction()) return shared
    const ofUnit = units.get(em) ?? remembering(new Map())
    units.set(em, ofUnit)
    return ofUnit
  }

  function remembering(known: Map<string, Known<Day>>): Ask<Day> {
    return together(async (questions) => {
      const { em } = questions[0]!
      const wanted = questions.flatMap((question) => question.wanted)
      await forgetChanged(em, known, [...new Set(wanted.map(({ office }) => office.id))])
      for (const { days } of known.values()) if (days.size > mostDays) days.clear()
      for (const part of inParts(missingFrom(known, wanted))) await learn(em, known, part)
      return questions.map(({ wanted }) => wanted.map(({ office, days }) => listFrom(known.get(office.id)!, days)))
    })
  }

  async function learn(em: EntityManager, known: Map<string, Known<Day>>, missing: readonly WantedDays[]) {
    const open = await Promise.all(
      missing.map(async ({ office, days }) => {
        const { scheduleVersion } = known.get(office.id)!
        return Promise.all(days.map((day) => openDays.on(em, office, scheduleVersion, day)))
      }),
    )
    const lanes = missing.map(({ office }) => lanesOf(office))
    const taken = await readTaken(
      em,
      open.map((days, at) => ({ lanes: lanes[at]!, from: days[0]!.cells.from, to: days.at(-1)!.cells.to })),
    )
    for (const [at, { office, days }] of missing.entries()) {
      for (const [index, day] of days.entries()) {
        const there = open[at]![index]!
        const onDay = new Map(lanes[at]!.map((lane) => [lane, runsWithin(taken.get(lane) ?? [], there.cells)]))
        known.get(office.id)!.days.set(day, dayFrom(there, onDay))
      }
    }
  }

  return {
    read: (em, wanted) => memoryFor(em)({ em, wanted }),
    lastSeen: (office, day) => seen.get(office)?.days.get(day),
    forget: (office, day) => void seen.get(office)?.days.delete(day),
  }
}

function listFrom<Day>({ days, lists }: Known<Day>, wanted: readonly string[]): readonly Day[] {
  const before = lists.get(wanted)
  if (before !== undefined) return before
  const list = wanted.map((day) => days.get(day)!)
  lists.set(wanted, list)
  return list
}

const neverChanged = { version: 0, scheduleVersion: 0 }

async function forgetChanged<Day>(em: EntityManager, known: Map<string, Known<Day>>, offices: string[]): Promise<void> {
  const seen = offices.filter((office) => known.has(office))
  const versions = seen.map((office) => known.get(office)!.version)
  const { rows: news } = await newsSince(em, { offices, seen, versions })
  const states = new Map(news.flatMap((row) => (row.day === null ? [[row.office, row] as const] : [])))
  for (const office of offices) {
    const { version, scheduleVersion } = states.get(office) ?? neverChanged
    const before = known.get(office)
    if (before?.scheduleVersion !== scheduleVersion) {
      known.set(office, { version, scheduleVersion, days: new Map(), lists: new WeakMap() })
    } else if (before.version < version) {
      before.version = version
      before.lists = new WeakMap()
    }
  }
  for (const { office, day } of news) if (day !== null) known.get(office)!.days.delete(day)
}

/** Where the counters of offices stand, without a day, and the days that have changed after the versions seen. */
const newsSince = statement<Tables>()(
  (rows, { offices, seen, versions }: { offices: string[]; seen: string[]; versions: number[] }) =>
    rows
      .selectFrom('appointments_office')
      .select(['office', 'version', 'scheduleVersion', sql<string | null>`null`.as('day')])
      .where('office', 'in', offices)
      .unionAll(
        rows
          .selectFrom('appointments_changed_day')
          .select(['office', 'version', sql<number>`0`.as('scheduleVersion'), 'day'])
          .where((is) =>
            is.or(seen.map((office, at) => is.and([is('office', '=', office), is('version', '>', versions[at]!)]))),
          ),
      ),
)

/** The days that are not known, in stretches without gaps and without repetition. */
function missingFrom(known: ReadonlyMap<string, Known<unknown>>, wanted: readonly WantedDays[]): WantedDays[] {
  const missing: WantedDays[] = []
  const asked = new Set<string>()
  for (const { office, days } of wanted) {
    let stretch: string[] | null = null
    for (const day of days) {
      const key = `${office.id} ${day}`
      if (known.get(office.id)!.days.has(day) || asked.has(key)) {
        stretch = null
        continue
      }
      asked.add(key)
      if (stretch === null) missing.push({ office, days: (stretch = [day]) })
      else stretch.push(day)
    }
  }
  return missing
}

/** As many stretches as make up the days that are read in one go, or one that is longer. */
function inParts(missing: readonly WantedDays[]): WantedDays[][] {
  const parts: WantedDays[][] = []
  let count = mostAtOnce
  for (const stretch of missing) {
    count += stretch.days.length
    if (count > mostAtOnce) {
      parts.push([])
      count = stretch.days.length
    }
    parts.at(-1)!.push(stretch)
  }
  return parts
}
