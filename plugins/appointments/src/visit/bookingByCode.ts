import { openRow } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { Booking } from '../booking/booking.ts'
import { rows } from '../rows.ts'
import type { OpenBooking } from '../rows.ts'
import { errors } from './errors.ts'

/** The booking of a code as people type it, with or without hyphen. Throws `appointments.code-unknown`. */
export async function bookingByCode(em: EntityManager, typed: string): Promise<OpenBooking> {
  const signs = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const code = `${signs.slice(0, 4)}-${signs.slice(4)}`
  const row = await rows(em).selectFrom('appointments_booking').selectAll().where('code', '=', code).executeTakeFirst()
  const booking = await openRow(em, Booking, row)
  if (booking === undefined) throw errors.unknownCode()
  return booking
}
