import { defineEntity, p, sealed, subjectId, unitProperty } from '@kreiswerk/core'
import { CaseFile } from '../file/file.ts'
import type { Answers } from '../field/field.ts'
import type { Retention } from '../service/defineService.ts'
import type { FeeLine } from '../service/fee.ts'
import type { SummaryPage } from '../service/summary.ts'
import type { Outcome, PaymentStage, Phase, Stage } from './state.ts'

/**
 * One application, from filing to decision. It keeps the words it was filed with: definitions change, cases do not.
 * What is personal is sealed with the case's own key, since a case is kept and erased by itself.
 */
export const Case = defineEntity({
  name: 'OnlineServiceCase',
  tableName: 'online_service_case',
  properties: {
    id: p.uuid().primary(),
    trackingNumber: p.string(),
    /** Opens the status page without login, together with the number; guards less than the row it stands in. */
    statusCode: p.string(),
    service: p.string(),
    serviceVersion: p.string(),
    /** The service's title in German. */
    title: p.string(),
    /** Path of the responsible organisation unit. */
    unit: unitProperty(),
    ownerId: p.uuid(),
    applicantName: sealed<string>(),
    applicantEmail: sealed<string>().nullable(),
    locale: p.string(),
    answers: sealed<Answers>().nullable(),
    /** The answers in German words, as staff read them. */
    summary: sealed<SummaryPage[]>().nullable(),
    /** In integer euro cents. */
    fee: p.integer(),
    feeItems: p.json<FeeLine[]>(),
    claimId: p.uuid().nullable(),
    stage: p.string().$type<Stage>(),
    /** Follows from the stage: worklists are read in its order, one index for each. */
    phase: p.string().$type<Phase>().default('work'),
    payment: p.string().$type<PaymentStage>(),
    assigneeId: p.uuid().nullable(),
    assigneeName: p.string().nullable(),
    outcome: p.string().$type<Outcome>().nullable(),
    reason: sealed<string>().nullable(),
    refundDue: p.boolean(),
    submittedAt: p.datetime(),
    receivedAt: p.datetime().nullable(),
    decidedAt: p.datetime().nullable(),
    /** How long the answers may be kept, as the service said when the case was filed. */
    retention: p.json<Retention>(),
    /** When the person is erased from a decided case; the bare facts stay for statistics. */
    keepUntil: p.datetime().nullable(),
    /** The audit entry that proves the receipt. */
    receiptEntryId: p.string().nullable(),
    /** Counts the changes; a change names the one it saw. */
    revision: p.integer(),
  },
  uniques: [{ name: 'online_service_case_tracking_number', properties: ['trackingNumber'] }],
  indexes: [
    { name: 'online_service_case_unit', properties: ['unit', 'phase', 'submittedAt', 'id'] },
    { name: 'online_service_case_phase', properties: ['phase', 'submittedAt', 'id'] },
    { name: 'online_service_case_owner', properties: ['ownerId', 'submittedAt', 'id'] },
    { name: 'online_service_case_keep_until', properties: ['keepUntil'] },
    { name: 'online_service_case_assignee', properties: ['assigneeId', 'phase', 'submittedAt', 'id'] },
  ],
})

export type EventKind = 'submitted' | 'paid' | 'assigned' | 'released' | 'note' | 'decided' | 'withdrawn'

/** One line of a case's history; notes are for staff only. */
export const CaseEvent = defineEntity({
  name: 'OnlineServiceEvent',
  tableName: 'online_service_event',
  properties: {
    id: p.uuid().primary(),
    caseId: subjectId(),
    kind: p.string().$type<EventKind>(),
    at: p.datetime(),
    by: p.string().nullable(),
    text: sealed<string>().nullable(),
  },
  indexes: [{ name: 'online_service_event_case', properties: ['caseId', 'id'] }],
})

/** An application that is being filled in, kept for its owner on every device. */
export const Draft = defineEntity({
  name: 'OnlineServiceDraft',
  tableName: 'online_service_draft',
  properties: {
    id: p.uuid().primary(),
    ownerId: subjectId(),
    service: p.string(),
    answers: sealed<Answers>().nullable(),
    updatedAt: p.datetime(),
    expiresAt: p.datetime(),
  },
  uniques: [{ name: 'online_service_draft_owner', properties: ['ownerId', 'service'] }],
  indexes: [{ name: 'online_service_draft_expires', properties: ['expiresAt'] }],
})

/** A document that a decision has produced. */
export const Output = defineEntity({
  name: 'OnlineServiceOutput',
  tableName: 'online_service_output',
  properties: {
    id: p.uuid().primary(),
    caseId: subjectId(),
    output: p.string(),
    title: p.string(),
    /** SHA-256 of the secret in the QR code's address. */
    tokenHash: p.string(),
    /** What people compare between paper and check page. */
    code: p.string(),
    /** What the paper says, to compare with. */
    facts: sealed<{ label: string; value: string }[]>().nullable(),
    blob: p.string(),
    bytes: p.integer(),
    issuedAt: p.datetime(),
  },
  uniques: [{ name: 'online_service_output_token', properties: ['tokenHash'] }],
  indexes: [{ name: 'online_service_output_case', properties: ['caseId'] }],
})

export const entities = [Case, CaseEvent, Draft, Output, CaseFile]
