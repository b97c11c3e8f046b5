import { openRows } from '@kreiswerk/core'
import type { WritingContext } from '@kreiswerk/core'
import { Booking } from '../booking/booking.ts'
import { officesOf } from '../catalogue/catalogue.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import { rows } from '../rows.ts'

const atOnce = 100

/**
 * Writes the mails that are due. Taking a row away and leaving the mail for sending are one unit, so each is written
 * once, however many processes look for it.
 */
export async function sendReminders(context: WritingContext): Promise<void> {
  const { em, now, enqueue } = context
  const due = await rows(em)
    .selectFrom('appointments_reminder')
    .selectAll()
    .where('dueAt', '<=', now)
    .orderBy('dueAt')
    .limit(atOnce)
    .execute()
  const current = new Map<string, number>()
  for (const { bookingId, hoursBefore, sequence } of due) {
    const taken = await rows(em)
      .deleteFrom('appointments_reminder')
      .where('bookingId', '=', bookingId)
      .where('hoursBefore', '=', hoursBefore)
      .where('sequence', '=', sequence)
      .executeTakeFirst()
    // Two of one appointment that are due together, e.g. after an outage, say the same: one mail is enough.
    if (taken.numDeletedRows === 1n) current.set(bookingId, sequence)
  }
  if (current.size === 0) return
  const found = await rows(em)
    .selectFrom('appointments_booking')
    .selectAll()
    .where('id', 'in', [...current.keys()])
    .where('state', '=', 'confirmed')
    .where('startsAt', '>', now)
    .execute()
  const known = new Set(officesOf(context).map(({ id }) => id))
  for (const booking of await openRows(em, Booking, found)) {
    if (current.get(booking.id) === booking.sequence && known.has(booking.office)) {
      await sendBookingMail(context, 'reminder', booking)
    }
  }
  if (due.length === atOnce) enqueue('sendReminders', {})
}
