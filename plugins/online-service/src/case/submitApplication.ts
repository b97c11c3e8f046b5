import { Type, action, defineError, insertRow, invalidInput, newId, sealRow, signedIn } from '@kreiswerk/core'
import type { ActionContext, Claim, EntityManager } from '@kreiswerk/core'
import { formContext, requireTrust, serviceOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { readFilling, removeDraft } from '../draft/draft.ts'
import type { Answers } from '../field/field.ts'
import { caseReference, confirmAnswers } from '../field/liveAnswers.ts'
import { rejectedFiles, viewFiles } from '../file/fileView.ts'
import type { FileView } from '../file/fileView.ts'
import { dayOf } from '../service/day.ts'
import type { Service } from '../service/defineService.ts'
import { feeOf } from '../service/fee.ts'
import type { Fee } from '../service/fee.ts'
import { askedPages, pruned, validate } from '../service/form.ts'
import { summaryOf } from '../service/summary.ts'
import { Case } from './case.ts'
import { factsOf } from './facts.ts'
import { addEvent, rows } from './rows.ts'
import type { CaseRow } from './rows.ts'
import { announceReceipt } from './receive.ts'
import { filed, phaseOf } from './state.ts'
import { newStatusCode } from './statusCode.ts'
import { newTrackingNumber } from './trackingNumber.ts'

const numbersExhausted = defineError('online-service.numbers-exhausted', 503, 'No free tracking number was found')

export const submitApplication = action({
  route: 'POST /services/:service/applications',
  summary: 'File the application that was filled in; with a fee it is received once that is paid',
  allow: signedIn(),
  params: Type.Object({ service: Type.String() }),
  body: Type.Object({ confirmed: Type.Literal(true) }),
  reply: Type.Object({ caseId: Type.String(), trackingNumber: Type.String(), toPay: Type.Integer() }),
  async run(context) {
    const { params, em, actor, now } = context
    const service = serviceOf(context, params.service)
    requireTrust(service, actor)
    const form = formContext(context)
    const filling = await readFilling(em, service, actor, now)
    const answers = pruned(service, filling.answers)
    const files = await viewFiles(context, answers, { ownerId: actor.accountId!, caseId: null })
    const problems = [...validate(service, filling.answers, form), ...rejectedFiles(files)]
    if (problems.length > 0) throw invalidInput(problems)
    const fee = feeOf(service, answers)
    const summary = summaryOf(service, answers, 'de', form.kinds)
    const row = await fileCase(context, service, { answers, fee, summary })
    await takeAlong(em, row.id, files)
    await makeFirm(context, service, row)
    await removeDraft(context, service.id, actor.accountId!)
    const entry = await context.record({ object: `case:${row.id}`, details: factsOf(row), subject: row.id })
    if (row.stage === 'received') await announceReceipt(context, row, entry.id)
    return { caseId: row.id, trackingNumber: row.trackingNumber, toPay: row.fee }
  },
})

async function fileCase(
  context: ActionContext,
  service: Service,
  filing: { answers: Answers; fee: Fee; summary: CaseRow['summary'] },
): Promise<CaseRow> {
  const { em, actor, now, locale } = context
  const { assignee, ...state } = filed(filing.fee.amount)
  const id = newId()
  const trackingNumber = await freeTrackingNumber(context)
  const claim = await demand(context, id, trackingNumber, service, filing.fee)
  const row: CaseRow = {
    id,
    trackingNumber,
    statusCode: newStatusCode(),
    service: service.id,
    serviceVersion: service.version,
    title: service.title.de,
    unit: service.unit,
    ownerId: actor.accountId!,
    applicantName: actor.name ?? '',
    applicantEmail: actor.email,
    locale,
    answers: filing.answers,
    summary: filing.summary,
    fee: filing.fee.amount,
    feeItems: [...filing.fee.items],
    claimId: claim?.id ?? null,
    ...state,
    phase: phaseOf(state.stage),
    assigneeId: assignee,
    assigneeName: null,
    reason: null,
    submittedAt: now,
    receivedAt: state.stage === 'received' ? now : null,
    decidedAt: null,
    retention: service.retention,
    keepUntil: null,
    receiptEntryId: null,
    revision: 1,
  }
  await insertRow(em, Case, await sealRow(em, Case, row))
  await addEvent(em, id, { kind: 'submitted', at: now, by: null })
  return row
}

/** What others could take away, such as a time, is the case's from now on; if it is gone, nothing is filed. */
async function makeFirm(context: ActionContext, service: Service, row: CaseRow): Promise<void> {
  const answers = row.answers ?? {}
  const names = askedPages(service, answers).flatMap(({ asked }) => asked)
  const form = { service, answers, accountId: row.ownerId, names }
  const lost = await confirmAnswers(context, form, {
    reference: caseReference(row.id),
    title: `${row.title}, ${row.trackingNumber}`,
    href: `/antraege/${row.id}`,
    staffHref: `/staff/antraege/${row.id}`,
    applicant: { name: row.applicantName ?? '', email: row.applicantEmail, locale: row.locale },
  })
  if (lost.length > 0) throw invalidInput(lost)
}

/** The files become part of the case; what is left with the draft goes with it. */
async function takeAlong(em: EntityManager, caseId: string, files: readonly FileView[]): Promise<void> {
  if (files.length === 0) return
  const ids = files.map(({ id }) => id)
  await rows(em).updateTable('online_service_file').set({ caseId }).where('id', 'in', ids).execute()
}

async function demand(
  { em, actor, payments }: ActionContext,
  caseId: string,
  trackingNumber: string,
  service: Service,
  fee: Fee,
): Promise<Claim | null> {
  if (fee.amount === 0) return null
  return payments.createClaim(em, {
    owner: 'online-service',
    object: `case:${caseId}`,
    amount: fee.amount,
    purpose: trackingNumber,
    description: service.title.de,
    items: fee.items.map(({ label, quantity, unitAmount }) => ({
      description: label.de,
      quantity,
      unitNet: unitAmount,
    })),
    payerId: actor.accountId,
  })
}

/** A number nobody has yet. Two at the same moment would need the same draw of 6 million; the index would refuse one. */
async function freeTrackingNumber({ em, now, settings }: ActionContext): Promise<string> {
  const year = Number(dayOf(now).slice(0, 4))
  for (let attempt = 0; attempt < 20; attempt++) {
    const trackingNumber = newTrackingNumber(settings(Settings).trackingPrefix, year)
    const taken = await rows(em)
      .selectFrom('online_service_case')
      .select('id')
      .where('trackingNumber', '=', trackingNumber)
      .executeTakeFirst()
    if (taken === undefined) return trackingNumber
  }
  throw numbersExhausted()
}
