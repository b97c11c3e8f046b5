import { openRows } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { rows } from '../rows.ts'
import type { OpenBooking } from '../rows.ts'
import { Booking } from './booking.ts'

/** The bookings that belong to something of another plugin, oldest first. */
export async function readReferring(em: EntityManager, reference: string): Promise<OpenBooking[]> {
  const found = await rows(em)
    .selectFrom('appointments_booking')
    .selectAll()
    .where('reference', '=', reference)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return openRows(em, Booking, found)
}
