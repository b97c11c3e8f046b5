import { Type, action, conflict, may, notFound, openRow, sealRow } from '@kreiswerk/core'
import { Report } from './report.ts'

export const answerReport = action({
  route: 'POST /reports/:id/answer',
  summary: 'Answer a report; who left an address gets a mail',
  allow: may('feedback.read'),
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  body: Type.Object({ answer: Type.String({ minLength: 5, maxLength: 5000 }) }),
  reply: Type.Object({ id: Type.String() }),
  async run({ params, body, em, now, record, mail }) {
    const report = await em.findOne(Report, { id: params.id })
    if (report === null) throw notFound()
    if (report.answer) throw conflict()
    const { email, text } = (await openRow(em, Report, { id: report.id, email: report.email, text: report.text }))!
    const { answer } = await sealRow(em, Report, { id: report.id, answer: body.answer })
    Object.assign(report, { answer, answeredAt: now })
    await record({ object: `report:${report.id}` })
    if (email !== null) {
      mail({ to: email, subject: 'Ihre Meldung einer Barriere', text: answerText(text ?? '', body.answer) })
    }
    return { id: report.id }
  },
})

const answerText = (report: string, answer: string) =>
  `Guten Tag,\n\nSie haben uns eine Barriere gemeldet:\n\n${report}\n\nUnsere Antwort:\n\n${answer}\n`
