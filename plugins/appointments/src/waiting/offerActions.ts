import { Type, action, anyone } from '@kreiswerk/core'
import { linkTo } from '../booking/link.ts'
import { advance, readLinked } from '../booking/readBooking.ts'
import { personKey, takeShares } from '../booking/share.ts'
import { BookingView, viewOf } from '../booking/showBooking.ts'
import { keepTime } from '../booking/takeTime.ts'
import { officeOf, servicesOf } from '../catalogue/catalogue.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import { planReminders } from '../reminder/planReminders.ts'
import { rows } from '../rows.ts'
import { errors } from './errors.ts'
import { removeEntries } from './removeEntries.ts'

const Link = Type.Object({ link: Type.String({ maxLength: 200 }) })

export const showOffer = action({
  route: 'GET /offers/:link',
  summary: 'A time that is kept for somebody on the waiting list',
  allow: anyone,
  params: Link,
  reply: BookingView,
  run: async ({ params, em }) => viewOf(await readLinked(em, 'offer', params.link)),
})

/** The time is theirs, with what they said when they joined the list; they wait no longer. */
export const acceptOffer = action({
  route: 'POST /offers/:link/acceptance',
  summary: 'Accept a time from the waiting list',
  allow: anyone,
  params: Link,
  reply: Type.Object({ link: Type.String() }),
  async run(context) {
    const { params, em, now, record } = context
    const booking = await readLinked(em, 'offer', params.link)
    if (booking.state !== 'held' || booking.heldUntil === null || booking.heldUntil <= now) throw errors.offerOver()
    await keepTime(em, officeOf(context, booking.office), booking, null)
    const person = await personKey(em, { accountId: booking.accountId, email: booking.email ?? '' })
    await takeShares(em, person, booking, servicesOf(context))
    await advance(em, booking, 'confirmed', { heldUntil: null })
    const released = await rows(em)
      .deleteFrom('appointments_released')
      .where('bookingId', '=', booking.id)
      .returning('entryId')
      .executeTakeFirst()
    const entryId = released?.entryId ?? null
    await removeEntries(em, entryId === null ? [] : [entryId])
    await planReminders(context, booking)
    await record({ object: `booking:${booking.id}` })
    await sendBookingMail(context, 'confirmed', { ...booking, state: 'confirmed', heldUntil: null })
    return { link: await linkTo(em, 'manage', booking) }
  },
})

export const declineOffer = action({
  route: 'POST /offers/:link/refusal',
  summary: 'Leave a time from the waiting list to the next person, and wait on',
  allow: anyone,
  params: Link,
  reply: Type.Object({}),
  async run(context) {
    const { params, em, now, record, enqueue } = context
    const booking = await readLinked(em, 'offer', params.link)
    if (booking.state !== 'held') throw errors.offerOver()
    await advance(em, booking, 'lapsed', { heldUntil: null })
    const released = await rows(em)
      .updateTable('appointments_released')
      .set({ dueAt: now })
      .where('bookingId', '=', booking.id)
      .returning('id')
      .executeTakeFirst()
    if (released !== undefined) enqueue('offerTime', { id: released.id })
    await record({ object: `booking:${booking.id}` })
    return {}
  },
})
