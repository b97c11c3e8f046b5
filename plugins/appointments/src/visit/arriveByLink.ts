import { Type, action, anyone } from '@kreiswerk/core'
import { readLinked } from '../booking/readBooking.ts'
import { checkIn } from './checkIn.ts'
import { Ticket, ticketReply } from './showTicket.ts'

/** On the own phone, near the time. */
export const arriveByLink = action({
  route: 'POST /bookings/:link/arrival',
  summary: 'Say that one has come for an appointment',
  allow: anyone,
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  reply: Ticket,
  async run(context) {
    const { em, params, record } = context
    const visit = await checkIn(context, await readLinked(em, 'manage', params.link))
    await record({ object: `visit:${visit.id}` })
    return ticketReply(em, visit)
  },
})
