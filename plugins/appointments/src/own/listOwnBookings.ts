import { Type, action, pageOf, paged, signedIn } from '@kreiswerk/core'
import { Booking } from '../booking/booking.ts'
import { linkTo } from '../booking/link.ts'
import { BookingView, viewOf } from '../booking/showBooking.ts'

/** The appointments of whoever is signed in; each with the link that its mails carry. */
export const listOwnBookings = action({
  route: 'GET /my-bookings',
  summary: 'List your own appointments, the latest first',
  allow: signedIn(),
  query: paged(),
  reply: pageOf(Type.Object({ ...BookingView.properties, link: Type.String() })),
  async run({ query, rows, em, actor }) {
    const own = actor.accountId!
    const { items, next } = await rows.page(Booking, {
      ...query,
      order: 'startsAt',
      descending: true,
      columns: [
        'id',
        'office',
        'state',
        'startsAt',
        'endsAt',
        'items',
        'variant',
        'code',
        'heldUntil',
        'sequence',
        'linkedTo',
      ],
      where: (list) => list.where('accountId', '=', own),
    })
    const views = await Promise.all(
      items.map(async (booking) => ({ ...viewOf(booking), link: await linkTo(em, 'manage', booking) })),
    )
    return { items: views, next }
  },
})
