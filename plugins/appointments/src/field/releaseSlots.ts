import type { WritingContext } from '@kreiswerk/core'
import { releaseAt } from '../booking/cancelBooking.ts'
import { advance } from '../booking/readBooking.ts'
import { readReferring } from '../booking/readReferring.ts'
import { returnShares } from '../booking/share.ts'
import { isOpen } from '../booking/state.ts'
import { giveBack } from '../booking/takeTime.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import { dropReminders } from '../reminder/planReminders.ts'
import type { OpenBooking } from '../rows.ts'
import type { Catalogue } from './catalogue.ts'
import { timeReleased } from '../waiting/timeReleased.ts'
import { forget, inOrder } from './heldSlots.ts'

/** Gives back what is held or booked for a form or a case; what has begun stays. */
export async function releaseSlots(context: WritingContext, catalogue: Catalogue, reference: string): Promise<void> {
  const { em, now } = context
  const found = await readReferring(em, reference)
  const held = found.filter(({ state }) => state === 'held')
  const booked = found.filter((booking) => isOpen(booking, now))
  const offices = [...held, ...booked].map(({ office }) => office)
  await inOrder(em, offices)
  await forget(em, catalogue, held)
  for (const booking of booked) await cancel(context, catalogue, booking)
}

async function cancel(context: WritingContext, catalogue: Catalogue, booking: OpenBooking): Promise<void> {
  const { em, now } = context
  const changed = { state: 'cancelled' as const, sequence: booking.sequence + 1 }
  // An office may have closed for good since; its cases end nevertheless.
  const office = catalogue.offices.find(({ id }) => id === booking.office)
  if (office !== undefined) {
    const time = await giveBack(em, office, booking)
    // Jobs would be those of the plugin with the form; what is released is looked through every minute anyway.
    const unit = { em, now, enqueue: () => {} }
    const freeAt = releaseAt(now, catalogue.settings.releaseMinutes)
    if (time !== null) await timeReleased(unit, office, time, freeAt)
  }
  await advance(em, booking, 'cancelled', { sequence: changed.sequence, heldUntil: null })
  await returnShares(em, booking.id)
  await dropReminders(em, booking.id)
  await context.record({ object: `booking:${booking.id}` })
  if (office !== undefined) await sendBookingMail(context, 'cancelled', { ...booking, ...changed })
}
