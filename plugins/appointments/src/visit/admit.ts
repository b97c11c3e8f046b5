import { newId } from '@kreiswerk/core'
import type { ActionContext } from '@kreiswerk/core'
import type { Item } from '../booking/booking.ts'
import { servicesOf } from '../catalogue/catalogue.ts'
import type { Group, Office } from '../office/office.ts'
import { nextNumber } from '../queue/countQueueChange.ts'
import { rows } from '../rows.ts'
import type { VisitRow } from '../rows.ts'
import { dayOf } from '../time/cell.ts'
import { letterOf } from './ticket.ts'

/** Who comes, and what for. */
export interface Arrival {
  items: readonly Item[]
  booking: { id: string; startsAt: Date } | null
  priority?: boolean
}

/** Puts somebody in line and gives them a number. */
export async function admit(
  context: Pick<ActionContext, 'em' | 'now' | 'settings'>,
  office: Office,
  group: Group,
  { items, booking, priority = false }: Arrival,
): Promise<VisitRow> {
  const { em, now } = context
  const services = servicesOf(context)
  const day = dayOf(now, office.timeZone)
  const visit: VisitRow = {
    id: newId(),
    office: office.id,
    unit: office.unit,
    day,
    letter: letterOf(office, group),
    number: await nextNumber(em, office.id, day),
    group: group.id,
    items: [...items],
    minutes: items.reduce((sum, { service, persons }) => sum + (services.get(service)?.minutes ?? 0) * persons, 0),
    bookingId: booking?.id ?? null,
    appointmentAt: booking?.startsAt ?? null,
    priority,
    state: 'waiting',
    desk: null,
    calls: 0,
    arrivedAt: now,
    calledAt: null,
    servingAt: null,
    finishedAt: null,
  }
  await rows(em).insertInto('appointments_visit').values(visit).execute()
  return visit
}
