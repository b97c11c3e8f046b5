import type { ActionContext } from '@kreiswerk/core'
import { Settings } from '../catalogue/settings.ts'
import type { Group, Office } from '../office/office.ts'
import { countQueueChange } from '../queue/countQueueChange.ts'
import { rows } from '../rows.ts'
import type { VisitRow } from '../rows.ts'
import { availability } from '../slot/availability.ts'
import { cellOf, dayOf, momentOf } from '../time/cell.ts'
import { union } from '../time/interval.ts'
import { admit } from './admit.ts'
import { errors } from './errors.ts'

type Context = Pick<ActionContext, 'em' | 'now' | 'settings' | 'use'>

/** Groups that people come to without an appointment, for this service. */
export const walkInGroup = (office: Office, service: string): Group | undefined =>
  office.groups.find((group) => group.walkIn !== undefined && group.services.includes(service))

/** Gives out a number to somebody without an appointment, as long as the office is open and has numbers left. */
export async function takeNumber(context: Context, office: Office, service: string): Promise<VisitRow> {
  const { em, now, settings } = context
  const group = walkInGroup(office, service)
  if (group === undefined) throw errors.noWalkIn()
  const day = dayOf(now, office.timeZone)
  await countQueueChange(em, office.id, day)
  const closes = await closingOf(context, office, group)
  if (closes === null || closes.getTime() - now.getTime() < settings(Settings).lastTicketMinutes * 60_000) {
    throw errors.closed()
  }
  const perDay = typeof group.walkIn === 'object' ? group.walkIn.perDay : Number.POSITIVE_INFINITY
  if ((await givenOut(context, office, group, day)) >= perDay) throw errors.full()
  return admit(context, office, group, { items: [{ service, persons: 1 }], booking: null })
}

/** When the desks of a group close that are open now; `null` while they are not. */
export async function closingOf({ em, now, use }: Context, office: Office, group: Group): Promise<Date | null> {
  const state = await rows(em)
    .selectFrom('appointments_office')
    .select('scheduleVersion')
    .where('office', '=', office.id)
    .executeTakeFirst()
  const { openDays } = use(availability)
  const today = await openDays.on(em, office, state?.scheduleVersion ?? 0, dayOf(now, office.timeZone))
  const lanes = today.lanes.filter((lane) => lane.group === group.id)
  const cell = cellOf(now)
  const open = union(lanes.flatMap((lane) => [...lane.public, ...lane.internal]))
  const current = open.find(({ from, to }) => from <= cell && cell < to)
  return current === undefined ? null : momentOf(current.to)
}

async function givenOut({ em }: Context, office: Office, group: Group, day: string): Promise<number> {
  const { count } = await rows(em)
    .selectFrom('appointments_visit')
    .select((is) => is.fn.countAll<number | string | bigint>().as('count'))
    .where('office', '=', office.id)
    .where('day', '=', day)
    .where('group', '=', group.id)
    .where('bookingId', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
