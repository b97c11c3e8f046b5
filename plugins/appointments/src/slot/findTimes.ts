import { Type, action, anyone, notFound } from '@kreiswerk/core'
import { NeedInput, assertNeed } from '../booking/needOf.ts'
import { officeOf, officesFor, servicesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { reservedFor } from '../draw/directlyBookable.ts'
import { dayOf, momentOf } from '../time/cell.ts'
import { availability } from './availability.ts'
import { groupsFor } from './need.ts'

const Moment = Type.String({ format: 'date-time' })

/** Where and when: the day overview of every office that can do it. */
export const findDays = action({
  route: 'GET /days',
  summary: 'The first free time of each day, per office; the earliest of all comes first in its office',
  allow: anyone,
  query: Type.Object({
    /** `<service>` or `<service>*<persons>`, separated by commas. */
    services: Type.String({ maxLength: 500 }),
    variant: Type.Optional(NeedInput.variant),
    office: Type.Optional(Type.String({ maxLength: 100 })),
  }),
  reply: Type.Object({
    offices: Type.Array(
      Type.Object({
        office: Type.String(),
        days: Type.Array(Type.Object({ day: Type.String(), earliest: Moment })),
      }),
    ),
  }),
  async run(context) {
    const { query, em, now, settings, use } = context
    const services = servicesOf(context)
    const need = assertNeed(needFrom(query), services)
    const offices = query.office === undefined ? officesFor(context, need) : [officeOf(context, query.office)]
    if (offices.some((office) => groupsFor(need, office).size === 0)) throw notFound()
    if (offices.length === 0) return { offices: [] }
    const first = dayOf(now, offices[0]!.timeZone)
    const days = { first, count: settings(Settings).horizonDays + 1 }
    const found = await use(availability).earliestPerDay(em, offices, days, { need, audience: 'public', now })
    return {
      offices: offices.map(({ id, timeZone }) => ({
        office: id,
        days: found.get(id)!.filter(({ day }) => reservedFor(need, services, day, { timeZone }, now) === undefined),
      })),
    }
  },
})

/** The free times of one day at one office. */
export const findTimes = action({
  route: 'GET /times',
  summary: 'The free times of a day at an office',
  allow: anyone,
  query: Type.Object({
    services: Type.String({ maxLength: 500 }),
    variant: Type.Optional(NeedInput.variant),
    office: Type.String({ maxLength: 100 }),
    day: Type.String({ format: 'date' }),
  }),
  reply: Type.Object({ times: Type.Array(Type.Object({ start: Moment, lanes: Type.Integer() })) }),
  async run(context) {
    const { query, em, now, use } = context
    const services = servicesOf(context)
    const need = assertNeed(needFrom(query), services)
    const office = officeOf(context, query.office)
    if (groupsFor(need, office).size === 0) throw notFound()
    if (reservedFor(need, services, query.day, office, now) !== undefined) return { times: [] }
    const starts = await use(availability).startsOn(em, office, query.day, { need, audience: 'public', now })
    return { times: starts.map(({ cell, lanes }) => ({ start: momentOf(cell).toISOString(), lanes })) }
  },
})

/** Reads `a,b*2` as one person for a and two for b. */
export function needFrom({
  services,
  variant = 'counter',
}: {
  services: string
  variant?: 'counter' | 'phone' | 'video'
}) {
  const items = services.split(',').map((item) => {
    const [service = '', persons = '1'] = item.split('*')
    return { service, persons: Math.max(1, Math.trunc(Number(persons)) || 1) }
  })
  return { items, variant }
}
