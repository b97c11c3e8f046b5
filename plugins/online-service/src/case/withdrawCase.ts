import { Type, action, signedIn } from '@kreiswerk/core'
import { caseDecided } from '../contract.ts'
import { caseReference, releaseAnswers } from '../field/liveAnswers.ts'
import { later } from '../service/duration.ts'
import { readOwnCase, takeStep } from './rows.ts'

export const withdrawCase = action({
  route: 'POST /my-cases/:id/withdrawal',
  summary: 'Withdraw your application before it is decided',
  allow: signedIn(),
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  reply: Type.Object({}),
  async run(context) {
    const { params, em, actor, now, record, emit, payments } = context
    const row = await readOwnCase(em, params.id, actor)
    const ending = { decidedAt: now, keepUntil: later(now, row.retention.refused) }
    await takeStep(em, row, { kind: 'withdraw' }, { kind: 'withdrawn', at: now, by: null }, ending)
    if (row.claimId && row.payment === 'open') await payments.cancelOpen(em, row.claimId)
    await releaseAnswers(context, caseReference(row.id))
    await record({ object: `case:${row.id}` })
    const { id: caseId, trackingNumber, service, unit } = row
    emit(caseDecided, { caseId, trackingNumber, service, unit, outcome: 'withdrawn' })
    return {}
  },
})
