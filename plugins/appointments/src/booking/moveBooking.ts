import { Type, action, anyone, conflict } from '@kreiswerk/core'
import { officeOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import { errors } from '../slot/errors.ts'
import { dayOf } from '../time/cell.ts'
import { firstDayToMoveTo } from './bookable.ts'
import { releaseAt } from './cancelBooking.ts'
import { changeTime } from './changeTime.ts'
import { linkTo } from './link.ts'
import { advance, readLinked } from './readBooking.ts'
import { isOpen } from './state.ts'
import { planReminders } from '../reminder/planReminders.ts'
import { timeReleased } from '../waiting/timeReleased.ts'

export const moveBooking = action({
  route: 'POST /bookings/:link/move',
  summary: 'Move an appointment to another time at the same office',
  allow: anyone,
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  body: Type.Object({ start: Type.String({ format: 'date-time' }) }),
  reply: Type.Object({ link: Type.String() }),
  async run(context) {
    const { params, body, em, now, settings, record } = context
    const booking = await readLinked(em, 'manage', params.link)
    if (!isOpen(booking, now)) throw conflict()
    const { timeZone } = officeOf(context, booking.office)
    const isTooSoon = dayOf(new Date(body.start), timeZone) < firstDayToMoveTo(booking.linkedTo, now, timeZone)
    if (isTooSoon) throw errors.taken()
    const changed = await changeTime(context, booking, body.start)
    const { lane, startsAt, endsAt, keepUntil } = changed.booking
    const moved = { ...booking, lane, startsAt, endsAt, sequence: booking.sequence + 1 }
    const { releaseMinutes } = settings(Settings)
    await timeReleased(context, officeOf(context, booking.office), changed.released, releaseAt(now, releaseMinutes))
    await advance(em, booking, booking.state, { lane, startsAt, endsAt, keepUntil, sequence: moved.sequence })
    if (booking.state === 'confirmed') await planReminders(context, moved)
    await record({ object: `booking:${booking.id}` })
    await sendBookingMail(context, 'moved', moved)
    return { link: await linkTo(em, 'manage', moved) }
  },
})
