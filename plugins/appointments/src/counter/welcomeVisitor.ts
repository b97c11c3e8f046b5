import { Type, action, invalidInput, may } from '@kreiswerk/core'
import { officeOf } from '../catalogue/catalogue.ts'
import { admit } from '../visit/admit.ts'
import { bookingByCode } from '../visit/bookingByCode.ts'
import { assertAtOffice, checkIn } from '../visit/checkIn.ts'
import { Ticket, ticketReply } from '../visit/showTicket.ts'

const permission = 'appointments.serve'

/** For the information desk: staff may let somebody in whom the terminal refuses. */
export const welcomeVisitor = action({
  route: 'POST /offices/:office/visits',
  summary: 'Put somebody in line: with the code of an appointment, or without one',
  allow: may(permission),
  params: Type.Object({ office: Type.String({ maxLength: 100 }) }),
  body: Type.Object({
    code: Type.Optional(Type.String({ maxLength: 20 })),
    /** What for, without an appointment. */
    service: Type.Optional(Type.String({ maxLength: 100 })),
    /** Called before everybody else. */
    priority: Type.Optional(Type.Boolean()),
  }),
  reply: Ticket,
  async run(context) {
    const { em, params, body, authorize, record } = context
    const office = officeOf(context, params.office)
    authorize(permission, { unit: office.unit })
    const { code, service, priority } = body
    const visit = await (code === undefined ? admitFor() : checkInWith(code))
    await record({ object: `visit:${visit.id}` })
    return ticketReply(em, visit)

    async function checkInWith(typed: string) {
      const booking = await bookingByCode(em, typed)
      assertAtOffice(context, booking, office.id)
      return checkIn(context, booking)
    }

    async function admitFor() {
      const group = office.groups.find(({ services }) => services.includes(service ?? ''))
      if (group === undefined) throw invalidInput([{ pointer: '/service', code: 'required' }])
      return admit(context, office, group, { items: [{ service: service!, persons: 1 }], booking: null, priority })
    }
  },
})
