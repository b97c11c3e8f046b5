import { Type, action, anyone, fileReply } from '@kreiswerk/core'
import type { ActionContext } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { officeOf, servicesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { availability } from '../slot/availability.ts'
import { groupsFor } from '../slot/need.ts'
import { dayOf } from '../time/cell.ts'
import { csvTable } from './csvTable.ts'

/** Datenlizenz Deutschland Zero 2.0: to be used by everybody for everything. */
const licence = 'https://www.govdata.de/dl-de/zero-2-0'
const cacheSeconds = 300

const query = Type.Object({ office: Type.String({ maxLength: 100 }) })

const Line = Type.Object({
  service: Type.String(),
  title: Type.String(),
  variant: Type.String(),
  day: Type.String({ format: 'date' }),
  /** Moments an appointment for one person can begin. */
  starts: Type.Integer(),
})

/** Whoever would ask every minute can ask here: what is free is no secret. */
export const showAvailability = action({
  route: 'GET /open-data/availability',
  summary: 'How much is free at an office, per service and day, as open data',
  allow: anyone,
  query,
  cacheSeconds,
  reply: Type.Object({
    licence: Type.String(),
    office: Type.String(),
    name: Type.String(),
    at: Type.String({ format: 'date-time' }),
    availability: Type.Array(Line),
  }),
  async run(context) {
    const { name, id } = officeOf(context, context.query.office)
    return {
      licence,
      office: id,
      name: phraseIn(name, 'de'),
      at: context.now.toISOString(),
      availability: await linesOf(context, context.query.office),
    }
  },
})

export const showAvailabilityTable = action({
  route: 'GET /open-data/availability.csv',
  summary: 'The same as a table (RFC 4180)',
  allow: anyone,
  query,
  cacheSeconds,
  reply: fileReply,
  async run(context) {
    const { id } = officeOf(context, context.query.office)
    const lines = await linesOf(context, id)
    const head = ['office', 'service', 'title', 'variant', 'day', 'starts', 'licence']
    const table = lines.map(({ service, title, variant, day, starts }) => [
      id,
      service,
      title,
      variant,
      day,
      String(starts),
      licence,
    ])
    return {
      content: csvTable([head, ...table]),
      mediaType: 'text/csv; charset=utf-8',
      fileName: `termine-${id}.csv`,
    }
  },
})

async function linesOf(context: Pick<ActionContext, 'em' | 'now' | 'settings' | 'use'>, officeId: string) {
  const { em, now, settings, use } = context
  const office = officeOf(context, officeId)
  const days = { first: dayOf(now, office.timeZone), count: settings(Settings).horizonDays + 1 }
  const lines = []
  for (const { id: service, title, variants } of servicesOf(context).values()) {
    for (const variant of variants) {
      const need = { items: [{ service, persons: 1 }], variant }
      if (groupsFor(need, office).size === 0) continue
      const found = await use(availability).countPerDay(em, office, days, { need, audience: 'public', now })
      lines.push(...found.map(({ day, starts }) => ({ service, title: phraseIn(title, 'de'), variant, day, starts })))
    }
  }
  return lines
}
