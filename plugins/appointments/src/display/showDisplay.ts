import { Type, action, anyone } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { officeOf } from '../catalogue/catalogue.ts'
import { queueVersion } from '../queue/countQueueChange.ts'
import { readPresent } from '../queue/readLine.ts'
import { ticketOf } from '../visit/ticket.ts'

/** As many as are large enough to be read from across a room. */
const mostShown = 6

/** Numbers only, never a name. */
export const showDisplay = action({
  route: 'GET /offices/:office/display',
  summary: 'Which numbers are called to which desks at an office, latest first; live',
  allow: anyone,
  params: Type.Object({ office: Type.String({ maxLength: 100 }) }),
  reply: Type.Object({
    office: Type.String(),
    calls: Type.Array(
      Type.Object({
        /** Another one for each call, also of the same number. */
        id: Type.String(),
        ticket: Type.String(),
        desk: Type.String(),
        /** Whether the person is still on the way. */
        isOpen: Type.Boolean(),
      }),
    ),
  }),
  live({ em, params }) {
    return queueVersion(em, params.office)
  },
  async run(context) {
    const office = officeOf(context, context.params.office)
    const present = await readPresent(context.em, office, context.now)
    const calls = present
      .filter(({ state }) => state === 'called' || state === 'serving')
      .toSorted(
        (a, b) =>
          Number(b.state === 'called') - Number(a.state === 'called') ||
          b.calledAt!.getTime() - a.calledAt!.getTime() ||
          b.number - a.number,
      )
      .slice(0, mostShown)
      .map((visit) => ({
        id: `${visit.id}-${visit.calls}`,
        ticket: ticketOf(visit),
        desk: visit.desk ?? '',
        isOpen: visit.state === 'called',
      }))
    return { office: phraseIn(office.name, context.locale), calls }
  },
})
