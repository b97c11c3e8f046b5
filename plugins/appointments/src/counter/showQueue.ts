import { Type, action, may, openRows } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { Booking } from '../booking/booking.ts'
import { officeOf, officesOf, servicesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { withinFilter } from '../office/withinFilter.ts'
import { queueVersion } from '../queue/countQueueChange.ts'
import { isOnTime } from '../queue/order.ts'
import { lineOf, readPresent } from '../queue/readLine.ts'
import { rows } from '../rows.ts'
import type { VisitRow } from '../rows.ts'
import { timeInWords } from '../time/words.ts'
import { ticketOf } from '../visit/ticket.ts'
import { QueueView } from './queueView.ts'

const permission = 'appointments.serve'

export const listCounters = action({
  route: 'GET /counters',
  summary: 'List the offices whose visitors you serve',
  allow: may(permission),
  reply: Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) }),
  run: (context) => ({
    items: officesOf(context)
      .filter(({ unit }) => withinFilter(context.filter(permission), unit))
      .map(({ id, name }) => ({ id, name: phraseIn(name, context.locale) })),
  }),
})

export const showQueue = action({
  route: 'GET /offices/:office/queue',
  summary: 'Who is at an office, in the order in which they are called; live',
  allow: may(permission),
  params: Type.Object({ office: Type.String({ maxLength: 100 }) }),
  reply: QueueView,
  live: ({ em, params }) => queueVersion(em, params.office),
  async run(context) {
    const { em, params, now, settings, locale, authorize } = context
    const office = officeOf(context, params.office)
    authorize(permission, { unit: office.unit })
    const present = await readPresent(em, office, now)
    const line = lineOf(context, present)
    const names = await namesOf(em, present)
    const services = servicesOf(context)
    const titleOf = (id: string) => phraseIn(services.get(id)?.title ?? { de: id }, locale)
    const show = (visit: VisitRow) => ({
      id: visit.id,
      ticket: ticketOf(visit),
      group: visit.group,
      state: visit.state,
      desk: visit.desk,
      calls: visit.calls,
      services: visit.items.map(({ service }) => titleOf(service)),
      name: names.get(visit.bookingId ?? '') ?? null,
      appointmentTime: visit.appointmentAt === null ? null : timeInWords(visit.appointmentAt, office.timeZone),
      isLate: visit.appointmentAt !== null && !isOnTime(visit, settings(Settings)),
      priority: visit.priority,
      arrivedAt: visit.arrivedAt.toISOString(),
      calledAt: visit.calledAt?.toISOString() ?? null,
      servingAt: visit.servingAt?.toISOString() ?? null,
    })
    return {
      office: office.id,
      mostCalls: settings(Settings).mostCalls,
      groups: office.groups.map(({ id, name }) => ({ id, name: phraseIn(name, locale) })),
      services: [...new Set(office.groups.flatMap((group) => group.services))].map((id) => ({ id, name: titleOf(id) })),
      visits: [...line, ...present.filter(({ state }) => state !== 'waiting')].map(show),
    }
  },
})

async function namesOf(em: EntityManager, visits: readonly VisitRow[]): Promise<Map<string, string | null>> {
  const ids = visits.flatMap(({ bookingId }) => bookingId ?? [])
  if (ids.length === 0) return new Map()
  const found = await rows(em).selectFrom('appointments_booking').selectAll().where('id', 'in', ids).execute()
  return new Map((await openRows(em, Booking, found)).map(({ id, name }) => [id, name]))
}
