import { Type, action, fileReply, may } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { servicesOf } from '../catalogue/catalogue.ts'
import { csvTable } from '../openData/csvTable.ts'
import { permission, readStatistics } from './readStatistics.ts'
import { Statistics } from './statistics.ts'
import { statisticsLines } from './statisticsLines.ts'

const params = Type.Object({ office: Type.String({ maxLength: 100 }) })
const query = Type.Object({
  from: Type.Optional(Type.String({ format: 'date' })),
  to: Type.Optional(Type.String({ format: 'date' })),
})

/** How long people waited and were served, and who did not come; nothing about single people or employees. */
export const showStatistics = action({
  route: 'GET /statistics/:office',
  summary: 'Waiting and serving times of an office in a period of at most 92 days',
  allow: may(permission),
  params,
  query,
  reply: Type.Object({
    office: Type.String(),
    name: Type.String(),
    from: Type.String({ format: 'date' }),
    to: Type.String({ format: 'date' }),
    ...Statistics.properties,
  }),
  async run(context) {
    const { office, period, statistics } = await readStatistics(context, context.params.office, context.query)
    return { office: office.id, name: phraseIn(office.name, context.locale), ...period, ...statistics }
  },
})

export const downloadStatistics = action({
  route: 'GET /statistics/:office/table.csv',
  summary: 'The same as a table (RFC 4180), times in seconds',
  allow: may(permission),
  params,
  query,
  reply: fileReply,
  async run(context) {
    const { office, period, statistics } = await readStatistics(context, context.params.office, context.query)
    const services = servicesOf(context)
    const titleOf = (id: string | null) => (id === null ? '' : phraseIn(services.get(id)?.title ?? { de: id }, 'de'))
    return {
      content: csvTable(statisticsLines(office.id, statistics, titleOf)),
      mediaType: 'text/csv; charset=utf-8',
      fileName: `auswertung-${office.id}-${period.from}-${period.to}.csv`,
    }
  },
})
