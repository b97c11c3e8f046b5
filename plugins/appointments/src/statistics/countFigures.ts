import type { EntityManager, WritingContext } from '@kreiswerk/core'
import { officesOf } from '../catalogue/catalogue.ts'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import { cellsOfDay, dayOf, daysFrom, momentOf, plusDays } from '../time/cell.ts'
import { dayFigures } from './dayFigures.ts'
import type { DayFigures } from './figure.ts'
import { mostDays } from './period.ts'

/** Days counted in one unit of work. */
const atOnce = 14

/** Counts the days that are over, once each, and as far back as a period reaches where none was counted yet. */
export async function countFigures(context: Pick<WritingContext, 'em' | 'now' | 'settings' | 'enqueue'>) {
  const { em, now, enqueue } = context
  let isMore = false
  for (const office of officesOf(context)) {
    const yesterday = plusDays(dayOf(now, office.timeZone), -1)
    const first = await firstUncounted(em, office, yesterday)
    const last = plusDays(first, atOnce - 1)
    for (const day of daysFrom(first, last < yesterday ? last : yesterday)) await countDay(em, office, day)
    isMore ||= last < yesterday
  }
  if (isMore) enqueue('countFigures', {})
}

async function firstUncounted(em: EntityManager, office: Office, yesterday: string): Promise<string> {
  const earliest = plusDays(yesterday, 1 - mostDays)
  const counted = await rows(em)
    .selectFrom('appointments_figure')
    .select('day')
    .where('office', '=', office.id)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (counted !== undefined) return counted.day < earliest ? earliest : plusDays(counted.day, 1)
  return earliest
}

async function countDay(em: EntityManager, office: Office, day: string): Promise<void> {
  const figures = await figuresOf(em, office, day)
  await rows(em)
    .insertInto('appointments_figure')
    .values({ office: office.id, day, figures })
    // Whoever counted at the same time counted the same.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function figuresOf(em: EntityManager, office: Office, day: string): Promise<DayFigures> {
  const { from, to } = cellsOfDay(day, office.timeZone)
  const visits = await rows(em)
    .selectFrom('appointments_visit')
    .select(['items', 'bookingId', 'desk', 'arrivedAt', 'calledAt', 'servingAt', 'finishedAt'])
    .where('office', '=', office.id)
    .where('day', '=', day)
    .execute()
  const bookings = await rows(em)
    .selectFrom('appointments_booking')
    .select(['items', 'state'])
    .where('office', '=', office.id)
    .where('code', 'is not', null)
    .where('startsAt', '>=', momentOf(from))
    .where('startsAt', '<', momentOf(to))
    .execute()
  return dayFigures(visits, bookings, office.timeZone)
}
