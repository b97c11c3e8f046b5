import { Type, action, may } from '@kreiswerk/core'
import { officeOf } from '../catalogue/catalogue.ts'
import { countQueueChange } from '../queue/countQueueChange.ts'
import { lineOf, readPresent } from '../queue/readLine.ts'
import { dayOf } from '../time/cell.ts'
import { takeStep } from '../visit/takeStep.ts'
import { ticketOf } from '../visit/ticket.ts'

const permission = 'appointments.serve'

export const Desk = Type.String({ minLength: 1, maxLength: 20, pattern: '^[\\p{L}\\p{N} .-]+$' })

/** Calls whoever is first in line. Two desks that ask at the same moment get two different people. */
export const callNext = action({
  route: 'POST /offices/:office/calls',
  summary: 'Call the next in line to a desk; says nothing when nobody waits',
  allow: may(permission),
  params: Type.Object({ office: Type.String({ maxLength: 100 }) }),
  body: Type.Object({
    desk: Desk,
    /** Only from this group. */
    group: Type.Optional(Type.String({ maxLength: 100 })),
  }),
  reply: Type.Object({
    called: Type.Union([Type.Object({ id: Type.String(), ticket: Type.String() }), Type.Null()]),
  }),
  async run(context) {
    const { em, params, body, now, authorize, record } = context
    const office = officeOf(context, params.office)
    authorize(permission, { unit: office.unit })
    await countQueueChange(em, office.id, dayOf(now, office.timeZone))
    const waiting = (await readPresent(em, office, now)).filter(
      ({ group }) => body.group === undefined || group === body.group,
    )
    const first = lineOf(context, waiting)[0]
    if (first === undefined) {
      await record({ object: `office:${office.id}` })
      return { called: null }
    }
    const called = await takeStep(em, first, 'call', now, { desk: body.desk })
    await record({ object: `visit:${called.id}` })
    return { called: { id: called.id, ticket: ticketOf(called) } }
  },
})
