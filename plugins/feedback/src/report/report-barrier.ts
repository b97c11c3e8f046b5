import { Type, action, anyone, insertRow, newId, sealRow } from '@kreiswerk/core'
import { barrierReported } from '../contract.ts'
import { emailIndex } from './privacy.ts'
import { Report } from './report.ts'

export const reportBarrier = action({
  route: 'POST /reports',
  summary: 'Report a barrier',
  allow: anyone,
  limit: { per: 'network', count: 30, minutes: 60 },
  body: Type.Object({
    page: Type.String({ minLength: 1, maxLength: 500 }),
    text: Type.String({ minLength: 5, maxLength: 5000 }),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 200 })),
  }),
  reply: Type.Object({ id: Type.String() }),
  async run({ body, em, now, emit, record }) {
    const { page, text, email = null } = body
    const index = email === null ? null : await emailIndex(em, email)
    const plain = { id: newId(), page, text, email, emailIndex: index, at: now, answer: null, answeredAt: null }
    await insertRow(em, Report, await sealRow(em, Report, plain))
    await record({ object: `report:${plain.id}` })
    emit(barrierReported, { reportId: plain.id })
    return { id: plain.id }
  },
})
