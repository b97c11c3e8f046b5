import { Type, action, anyone } from '@kreiswerk/core'
import { officeOf } from '../catalogue/catalogue.ts'
import { Ticket, ticketReply } from '../visit/showTicket.ts'
import { bookingByCode } from '../visit/bookingByCode.ts'
import { assertAtOffice, checkIn } from '../visit/checkIn.ts'
import { takeNumber } from '../visit/takeNumber.ts'
import { deviceOfLink } from './readDevice.ts'

const params = Type.Object({ device: Type.String({ maxLength: 200 }) })

export const showTerminal = action({
  route: 'GET /terminals/:device',
  summary: 'What a public terminal offers; its link is its permission',
  allow: anyone,
  params,
  reply: Type.Object({
    office: Type.String(),
    /** Services that need no appointment. */
    services: Type.Array(Type.String()),
  }),
  async run(context) {
    const { office } = await deviceOfLink(context.em, context.params.device)
    const groups = officeOf(context, office).groups.filter(({ walkIn }) => walkIn !== undefined)
    return { office, services: [...new Set(groups.flatMap(({ services }) => services))] }
  },
})

export const arriveAtTerminal = action({
  route: 'POST /terminals/:device/arrivals',
  summary: 'Check in for an appointment at a public terminal',
  allow: anyone,
  params,
  body: Type.Object({ code: Type.String({ minLength: 8, maxLength: 20 }) }),
  reply: Ticket,
  async run(context) {
    const { em, params, body, record } = context
    const { office } = await deviceOfLink(em, params.device)
    const booking = await bookingByCode(em, body.code)
    assertAtOffice(context, booking, office)
    const visit = await checkIn(context, booking)
    await record({ object: `visit:${visit.id}` })
    return ticketReply(em, visit)
  },
})

export const takeTicket = action({
  route: 'POST /terminals/:device/tickets',
  summary: 'Take a number at a public terminal, without an appointment',
  allow: anyone,
  params,
  body: Type.Object({ service: Type.String({ maxLength: 100 }) }),
  reply: Ticket,
  async run(context) {
    const { em, params, body, record } = context
    const { office } = await deviceOfLink(em, params.device)
    const visit = await takeNumber(context, officeOf(context, office), body.service)
    await record({ object: `visit:${visit.id}` })
    return ticketReply(em, visit)
  },
})
