import type { EntityManager } from '@kreiswerk/core'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import type { Tables } from '../rows.ts'
import { lanesOf } from '../slot/lanes.ts'
import { momentOf } from '../time/cell.ts'
import type { Interval } from '../time/interval.ts'

type Row = Tables['appointments_booking']

/** The bookings that take time of an office on a day, in order, with times that somebody only holds just now. */
export async function bookingsOfDay(em: EntityManager, office: Office, day: Interval, now: Date): Promise<Row[]> {
  const booked = await rows(em)
    .selectFrom('appointments_booking')
    .selectAll()
    .where('office', '=', office.id)
    .where('code', 'is not', null)
    .where('startsAt', '>=', momentOf(day.from))
    .where('startsAt', '<', momentOf(day.to))
    .where('state', 'not in', ['cancelled', 'lapsed'])
    .where((is) => is.or([is('heldUntil', 'is', null), is('heldUntil', '>', now)]))
    .execute()
  const held = await rows(em)
    .selectFrom('appointments_booking')
    .selectAll()
    .where('code', 'is', null)
    .where('id', 'in', (query) =>
      query
        .selectFrom('appointments_cell')
        .select('bookingId')
        .where('lane', 'in', lanesOf(office))
        .where('cell', '>=', day.from)
        .where('cell', '<', day.to)
        .where('heldUntil', '>', now)
        .$narrowType<{ bookingId: string }>(),
    )
    .execute()
  return [...booked, ...held].sort((a, b) => +a.startsAt - +b.startsAt || (a.id < b.id ? -1 : 1))
}
