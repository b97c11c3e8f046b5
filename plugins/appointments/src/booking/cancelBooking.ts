import { randomInt } from 'node:crypto'
import { Type, action, anyone, conflict } from '@kreiswerk/core'
import { officeOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import { advance, readLinked } from './readBooking.ts'
import { returnShares } from './share.ts'
import { isOpen } from './state.ts'
import { giveBack } from './takeTime.ts'
import { dropReminders } from '../reminder/planReminders.ts'
import { timeReleased } from '../waiting/timeReleased.ts'

/** The time comes free again at a moment chosen by chance, so that nobody can hand it on to a buyer. */
export const cancelBooking = action({
  route: 'POST /bookings/:link/cancellation',
  summary: 'Cancel an appointment',
  allow: anyone,
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  reply: Type.Object({}),
  async run(context) {
    const { params, em, now, settings, record } = context
    const booking = await readLinked(em, 'manage', params.link)
    if (!isOpen(booking, now)) throw conflict()
    const changed = { state: 'cancelled' as const, sequence: booking.sequence + 1 }
    const office = officeOf(context, booking.office)
    const time = await giveBack(em, office, booking)
    if (time === null) throw conflict()
    await timeReleased(context, office, time, releaseAt(now, settings(Settings).releaseMinutes))
    await advance(em, booking, 'cancelled', { sequence: changed.sequence, heldUntil: null })
    await returnShares(em, booking.id)
    await dropReminders(em, booking.id)
    await record({ object: `booking:${booking.id}` })
    await sendBookingMail(context, 'cancelled', { ...booking, ...changed })
    return {}
  },
})

export const releaseAt = (now: Date, minutes: number): Date | null =>
  minutes === 0 ? null : new Date(now.getTime() + randomInt(1, minutes * 60 + 1) * 1000)
