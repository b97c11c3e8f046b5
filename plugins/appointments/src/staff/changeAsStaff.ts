import { Type, action, conflict, may } from '@kreiswerk/core'
import { releaseAt } from '../booking/cancelBooking.ts'
import { changeTime } from '../booking/changeTime.ts'
import { advance } from '../booking/readBooking.ts'
import { returnShares } from '../booking/share.ts'
import { isOpen } from '../booking/state.ts'
import { giveBack } from '../booking/takeTime.ts'
import { officeOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import { dropReminders, planReminders } from '../reminder/planReminders.ts'
import { timeReleased } from '../waiting/timeReleased.ts'
import { readAsStaff } from './staffBooking.ts'

const permission = 'appointments.book'
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const moveAsStaff = action({
  route: 'POST /staff-bookings/:id/move',
  summary: 'Move an appointment to another time at the same office; the person gets a mail',
  allow: may(permission),
  params,
  body: Type.Object({ start: Type.String({ format: 'date-time' }) }),
  reply: Type.Object({}),
  async run(context) {
    const { params, body, em, now, settings, record } = context
    const booking = await readAsStaff(context, permission, params.id)
    if (!isOpen(booking, now)) throw conflict()
    const { booking: changed, released } = await changeTime(context, booking, body.start, 'staff')
    const { lane, startsAt, endsAt, keepUntil } = changed
    // Another desk at the same time is nothing to tell.
    const isSame = startsAt.getTime() === booking.startsAt.getTime()
    const sequence = booking.sequence + (isSame ? 0 : 1)
    await advance(em, booking, booking.state, { lane, startsAt, endsAt, keepUntil, sequence })
    if (!isSame) {
      const office = officeOf(context, booking.office)
      await timeReleased(context, office, released, releaseAt(now, settings(Settings).releaseMinutes))
      if (booking.state === 'confirmed') await planReminders(context, { ...booking, startsAt, sequence })
    }
    await record({ object: `booking:${booking.id}` })
    if (!isSame) await sendBookingMail(context, 'moved', { ...booking, lane, startsAt, endsAt, sequence })
    return {}
  },
})

export const cancelAsStaff = action({
  route: 'POST /staff-bookings/:id/cancellation',
  summary: 'Cancel an appointment, with the reason that the person reads in a mail',
  allow: may(permission),
  params,
  body: Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) }),
  reply: Type.Object({}),
  async run(context) {
    const { params, body, em, now, settings, record } = context
    const booking = await readAsStaff(context, permission, params.id)
    if (!isOpen(booking, now)) throw conflict()
    const changed = { state: 'cancelled' as const, sequence: booking.sequence + 1 }
    const office = officeOf(context, booking.office)
    const time = await giveBack(em, office, booking)
    if (time === null) throw conflict()
    await timeReleased(context, office, time, releaseAt(now, settings(Settings).releaseMinutes))
    await advance(em, booking, 'cancelled', { sequence: changed.sequence, heldUntil: null })
    await returnShares(em, booking.id)
    await dropReminders(em, booking.id)
    await record({ object: `booking:${booking.id}`, details: { reason: body.reason }, subject: booking.id })
    await sendBookingMail(context, 'cancelled-by-office', { ...booking, ...changed }, body.reason)
    return {}
  },
})
