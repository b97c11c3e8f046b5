import { Type, action, may, sealRow } from '@kreiswerk/core'
import type { ActionContext, EntityManager } from '@kreiswerk/core'
import { Output } from '../case/case.ts'
import { Settings } from '../catalogue/settings.ts'
import { rows, stateOf, takeStep } from '../case/rows.ts'
import type { CaseRow, OutputRow } from '../case/rows.ts'
import { advance } from '../case/state.ts'
import { issueCertificate } from '../certificate/issueCertificate.ts'
import { caseDecided } from '../contract.ts'
import { decidedMail } from '../mail/citizenMails.ts'
import { caseReference, releaseAnswers } from '../field/liveAnswers.ts'
import { later } from '../service/duration.ts'
import { workableCase } from './workOnCase.ts'

export const decideCase = action({
  route: 'POST /cases/:id/decision',
  summary: 'Grant or refuse an application, with the reason the citizen reads; granting issues its documents',
  allow: may('online-service.process'),
  // Setting a certificate takes long: it happens before the transaction that decides.
  ownTransactions: true,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  body: Type.Object({
    outcome: Type.Union([Type.Literal('granted'), Type.Literal('refused')]),
    reason: Type.String({ minLength: 3, maxLength: 4000 }),
  }),
  reply: Type.Object({ outputs: Type.Array(Type.String()) }),
  async run(context) {
    const { body, actor, now, unit } = context
    const row = await workableCase(context, context.params.id)
    const step = { kind: 'decide', outcome: body.outcome, by: actor.accountId! } as const
    advance(stateOf(row), step)
    const issued = body.outcome === 'granted' ? await issueOutputs(context, row) : []
    await unit(async (writing) => {
      const { em, record, emit, mail, origin } = writing
      const happening = { kind: 'decided', at: now, by: actor.name, text: body.reason } as const
      const keepUntil = later(now, row.retention[body.outcome])
      await takeStep(em, row, step, happening, { reason: body.reason, decidedAt: now, keepUntil })
      if (issued.length > 0)
        await rows(em)
          .insertInto('online_service_output')
          .values(await sealAll(em, issued))
          .execute()
      if (body.outcome === 'refused') await releaseAnswers(writing, caseReference(row.id))
      const outputs = issued.map(({ id, output, blob }) => ({ id, output, sha256: blob }))
      const details = { outcome: body.outcome, reason: body.reason, outputs }
      await record({ object: `case:${row.id}`, details, subject: row.id })
      const { id: caseId, trackingNumber, service, unit: office } = row
      emit(caseDecided, { caseId, trackingNumber, service, unit: office, outcome: body.outcome })
      if (row.applicantEmail) mail(decidedMail(row, origin))
    })
    return { outputs: issued.map(({ id }) => id) }
  },
})

/** The documents of the service's definition; none when the service is no longer on offer. */
function issueOutputs(context: ActionContext, row: CaseRow): Promise<OutputRow[]> {
  const service = context.settings(Settings).services.find(({ id }) => id === row.service)
  return Promise.all((service?.outputs ?? []).map((output) => issueCertificate(context, row, output)))
}

const sealAll = (em: EntityManager, outputs: readonly OutputRow[]) =>
  Promise.all(outputs.map((output) => sealRow(em, Output, output)))
