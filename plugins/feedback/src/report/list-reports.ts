import { Type, action, may, openRows, pageOf, paged } from '@kreiswerk/core'
import { Report } from './report.ts'

const ReportRow = Type.Object({
  id: Type.String(),
  page: Type.String(),
  text: Type.String(),
  email: Type.Union([Type.String(), Type.Null()]),
  at: Type.String({ format: 'date-time' }),
  answer: Type.Union([Type.String(), Type.Null()]),
})

export const listReports = action({
  route: 'GET /reports',
  summary: 'List reports of barriers, newest first',
  allow: may('feedback.read'),
  query: paged(),
  reply: pageOf(ReportRow),
  async run({ query, rows, em }) {
    const { items, next } = await rows.page(Report, { ...query, order: 'at', descending: true })
    const reports = await openRows(em, Report, items)
    return {
      items: reports.map((report) => ({
        ...report,
        page: report.page ?? '',
        text: report.text ?? '',
        at: report.at.toISOString(),
      })),
      next,
    }
  },
})
