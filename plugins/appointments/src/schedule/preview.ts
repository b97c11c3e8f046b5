import { createHash } from 'node:crypto'
import { notFound } from '@kreiswerk/core'
import type { ActionContext } from '@kreiswerk/core'
import { Settings } from '../catalogue/settings.ts'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import { daysFrom, dayOf, momentOf, cellsOfDay, plusDays } from '../time/cell.ts'
import { changed, isThere, spanOf } from './change.ts'
import type { ScheduleChange } from './change.ts'
import { impossibleError } from './errors.ts'
import { futureBookings, seatingUnder } from './futureBookings.ts'
import { impossibleIn } from './impossible.ts'
import type { Schedule } from './opening.ts'
import { openingHours } from './openingHours.ts'
import type { OpenStretch } from './openingHours.ts'
import { readSchedule } from './readSchedule.ts'
import type { Seating } from './seating.ts'

/** What a change would do, computed without storing anything. */
export interface Preview {
  readonly before: Schedule
  readonly after: Schedule
  /** Of the days looked at, those on which citizens find something else. */
  readonly days: readonly { day: string; before: OpenStretch[]; after: OpenStretch[] }[]
  readonly looked: { readonly first: string; readonly last: string }
  readonly seating: Seating
  /** Names what was shown: a save that carries another one was made in view of something else. */
  readonly fingerprint: string
}

/** Previews a change of this version of the schedule. Throws what makes it impossible, and `action.not-found` where there is nothing to change. */
export async function previewOf(
  { em, now, settings, land, locale }: Pick<ActionContext, 'em' | 'now' | 'settings' | 'land' | 'locale'>,
  office: Office,
  change: ScheduleChange,
  scheduleVersion: number,
): Promise<Preview> {
  const before = await readSchedule(em, office, land)
  if (!isThere(before, change)) throw notFound()
  const today = dayOf(now, office.timeZone)
  const impossible = impossibleIn(office, before, change, today)
  if (impossible !== null) throw impossibleError(impossible, office, locale)
  const after = changed(office.id, before, change, 'new')
  const span = spanOf(before, change)
  const { horizonDays } = settings(Settings)
  const first = span.firstDay > plusDays(today, horizonDays) ? span.firstDay : today
  const last = plusDays(first, horizonDays)
  const bookings = await futureBookings(em, office, now, {
    from: momentOf(cellsOfDay(span.firstDay, office.timeZone).from),
    to: span.lastDay === null ? null : momentOf(cellsOfDay(span.lastDay, office.timeZone).to),
  })
  const seating = await seatingUnder(em, office, after, bookings, now)
  return {
    before,
    after,
    days: differing(office, before, after, daysFrom(first, last)),
    looked: { first, last },
    seating,
    fingerprint: fingerprintOf(scheduleVersion, seating.conflicts),
  }
}

/** The days that are open otherwise under one schedule than under the other. */
export function differing(office: Office, before: Schedule, after: Schedule, days: Iterable<string>): Preview['days'] {
  return [...days].flatMap((day) => {
    const hours = { day, before: openingHours(office, before, day), after: openingHours(office, after, day) }
    return JSON.stringify(hours.before) === JSON.stringify(hours.after) ? [] : [hours]
  })
}

/** What is counted of an office, also before anything was. */
export async function stateOf(em: ActionContext['em'], { id }: Office) {
  const state = await rows(em)
    .selectFrom('appointments_office')
    .select(['scheduleVersion', 'ownRules'])
    .where('office', '=', id)
    .executeTakeFirst()
  return state ?? { scheduleVersion: 0, ownRules: false }
}

const fingerprintOf = (scheduleVersion: number, conflicts: readonly string[]): string =>
  createHash('sha256')
    .update([scheduleVersion, ...[...conflicts].sort()].join(' '))
    .digest('base64url')
    .slice(0, 22)
