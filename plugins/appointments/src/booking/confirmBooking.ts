import { Type, action, anyone } from '@kreiswerk/core'
import { officeOf } from '../catalogue/catalogue.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import { planReminders } from '../reminder/planReminders.ts'
import { errors } from './bookHeld.ts'
import { linkTo } from './link.ts'
import { advance, readLinked } from './readBooking.ts'
import { keepTime } from './takeTime.ts'

/** The link of the mail, followed and pressed: machines that read mails only look at links, they press nothing. */
export const confirmBooking = action({
  route: 'POST /confirmations/:link',
  summary: 'Confirm a booking that was made without an account',
  allow: anyone,
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  reply: Type.Object({ link: Type.String() }),
  async run(context) {
    const { params, em, now, record } = context
    const booking = await readLinked(em, 'confirm', params.link)
    if (booking.state !== 'confirmed') {
      if (booking.state !== 'preconfirmed' || booking.heldUntil === null || booking.heldUntil <= now) {
        throw errors.over()
      }
      await keepTime(em, officeOf(context, booking.office), booking, null)
      await advance(em, booking, 'confirmed', { heldUntil: null })
      await planReminders(context, booking)
      await sendBookingMail(context, 'confirmed', { ...booking, state: 'confirmed', heldUntil: null })
    }
    await record({ object: `booking:${booking.id}` })
    return { link: await linkTo(em, 'manage', booking) }
  },
})
