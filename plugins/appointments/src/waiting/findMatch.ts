import type { WritingContext } from '@kreiswerk/core'
import { Settings } from '../catalogue/settings.ts'
import { servicesOf } from '../catalogue/catalogue.ts'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import { availability } from '../slot/availability.ts'
import { cellsFor, groupsFor } from '../slot/need.ts'
import { cellFrom, cellsIn, cellsOfDay } from '../time/cell.ts'
import { firstFit, within } from './fit.ts'
import type { ReleasedRow } from './releasedTime.ts'
import { windowOf } from './wish.ts'

const atOnce = 100

export interface Match {
  entry: { id: string }
  start: number
  length: number
}

/**
 * The next entry, in the order of joining, that the time fits. Looks at a bounded number; `next` says where to go on, and
 * is `null` when nobody is left.
 */
export async function findMatch(
  context: WritingContext,
  office: Office,
  released: ReleasedRow,
  day: string,
): Promise<{ match: Match | null; next: { afterJoined: Date; afterEntry: string } | null }> {
  const { em, now, settings, use } = context
  const { gridMinutes, noticeMinutes } = settings(Settings)
  const services = servicesOf(context)
  const state = await rows(em)
    .selectFrom('appointments_office')
    .select('scheduleVersion')
    .where('office', '=', office.id)
    .executeTakeFirstOrThrow()
  const open = await use(availability).openDays.on(em, office, state.scheduleVersion, day)
  const desk = open.lanes.find(({ lane }) => lane === released.lane)
  if (desk === undefined || desk.public.length === 0) return { match: null, next: null }
  const time = { from: released.firstCell, to: released.endCell }
  const found = await candidates(context, released, day)
  for (const entry of found) {
    if (entry.items.some(({ service }) => !services.has(service))) continue
    if (!groupsFor(entry, office).has(desk.group)) continue
    const length = cellsFor(entry, services)
    const start = firstFit({
      free: within(time, desk.public, [windowOf(entry, day, office.timeZone)]),
      length,
      grid: cellsIn(gridMinutes),
      dayStart: cellsOfDay(day, office.timeZone).from,
      notBefore: cellFrom(now) + cellsIn(Math.max(noticeMinutes, entry.noticeHours * 60)),
    })
    if (start !== null) return { match: { entry, start, length }, next: null }
  }
  const last = found.at(-1)
  const isAll = found.length < atOnce || last === undefined
  return { match: null, next: isAll ? null : { afterJoined: last.joinedAt, afterEntry: last.id } }
}

function candidates({ em }: WritingContext, { office, afterJoined, afterEntry }: ReleasedRow, day: string) {
  const all = rows(em)
    .selectFrom('appointments_entry_place as place')
    .innerJoin('appointments_entry as entry', 'entry.id', 'place.entryId')
    .select([
      'entry.id',
      'entry.items',
      'entry.variant',
      'entry.firstDay',
      'entry.lastDay',
      'entry.timeOfDay',
      'entry.noticeHours',
      'place.joinedAt',
    ])
    .where('place.office', '=', office)
    .where('place.firstDay', '<=', day)
    .where('place.lastDay', '>=', day)
    .where('entry.state', '=', 'waiting')
  const rest =
    afterJoined === null || afterEntry === null
      ? all
      : all.where((is) =>
          is.or([
            is('place.joinedAt', '>', afterJoined),
            is.and([is('place.joinedAt', '=', afterJoined), is('place.entryId', '>', afterEntry)]),
          ]),
        )
  return rest.orderBy('place.joinedAt').orderBy('place.entryId').limit(atOnce).execute()
}
