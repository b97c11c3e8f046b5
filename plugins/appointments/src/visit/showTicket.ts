import { Type, action, anyone } from '@kreiswerk/core'
import type { EntityManager, Static } from '@kreiswerk/core'
import { officeOf } from '../catalogue/catalogue.ts'
import { assertKeyedLink, idInLink, keyedLink } from '../link/keyedLink.ts'
import { queueVersion } from '../queue/countQueueChange.ts'
import { reckonWait } from '../queue/reckonWait.ts'
import type { VisitRow } from '../rows.ts'
import { readVisit } from './takeStep.ts'
import { ticketOf } from './ticket.ts'

/** What somebody gets who is in line. */
export const Ticket = Type.Object({
  /** Shows the number and the place in line; whoever has it sees nothing else. */
  link: Type.String(),
  ticket: Type.String(),
})

export const ticketReply = async (em: EntityManager, visit: VisitRow): Promise<Static<typeof Ticket>> => ({
  link: await keyedLink(em, { kind: 'visit', id: visit.id, version: 0 }),
  ticket: ticketOf(visit),
})

/** The visit that a link leads to. */
export async function visitOfLink(em: EntityManager, link: string): Promise<VisitRow> {
  const id = idInLink(link)
  await assertKeyedLink(em, link, { kind: 'visit', id, version: 0 })
  return readVisit(em, id)
}

export const showTicket = action({
  route: 'GET /tickets/:link',
  summary: 'A number and its place in line; live',
  allow: anyone,
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  reply: Type.Object({
    ticket: Type.String(),
    office: Type.String(),
    state: Type.String(),
    desk: Type.Union([Type.String(), Type.Null()]),
    /** How many are called before, and how many minutes that will take. */
    ahead: Type.Integer(),
    waitFrom: Type.Integer(),
    waitTo: Type.Integer(),
    arrivedAt: Type.String({ format: 'date-time' }),
    appointmentAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  }),
  live: async ({ em, params }) => queueVersion(em, (await visitOfLink(em, params.link)).office),
  async run(context) {
    const { em, params } = context
    const visit = await visitOfLink(em, params.link)
    const { ahead, from, to } = await reckonWait(context, officeOf(context, visit.office), visit)
    return {
      ticket: ticketOf(visit),
      office: visit.office,
      state: visit.state,
      desk: visit.desk,
      ahead,
      waitFrom: from,
      waitTo: to,
      arrivedAt: visit.arrivedAt.toISOString(),
      appointmentAt: visit.appointmentAt?.toISOString() ?? null,
    }
  },
})
