import { isError } from '@kreiswerk/core'
import type { Claim, WritingContext } from '@kreiswerk/core'
import { caseReceived } from '../contract.ts'
import { receivedMail } from '../mail/citizenMails.ts'
import { factsOf } from './facts.ts'
import { readCase, rows, takeStep } from './rows.ts'
import type { CaseRow } from './rows.ts'

/** Tells everybody that a case has been received: the citizen by mail, other plugins by event; keeps the proof's id. */
export async function announceReceipt(context: WritingContext, row: CaseRow, entryId: string): Promise<void> {
  const { em, emit, mail, origin } = context
  await rows(em).updateTable('online_service_case').set({ receiptEntryId: entryId }).where('id', '=', row.id).execute()
  emit(caseReceived, { caseId: row.id, trackingNumber: row.trackingNumber, service: row.service, unit: row.unit })
  if (row.applicantEmail !== null) mail(receivedMail(row, origin))
}

/** Runs in the transaction in which a claim of ours is paid: from here on the office has the application. */
export async function receivePaidCase(context: WritingContext, claim: Claim): Promise<void> {
  const { em, now } = context
  const row = await readCase(em, claim.object.slice('case:'.length))
  try {
    const first = row.stage === 'awaiting-payment'
    await takeStep(em, row, { kind: 'pay' }, { kind: 'paid', at: now, by: null }, first ? { receivedAt: now } : {})
    const entry = await context.record({ object: `case:${row.id}`, details: factsOf(row), subject: row.id })
    if (first) await announceReceipt(context, row, entry.id)
  } catch (error) {
    if (!isError(error, 'online-service.already-paid')) throw error
  }
}
