import { Type, event, extensionPoint } from '@kreiswerk/core'
import type { FieldType } from './field/fieldType.ts'

/** What other packages need to publish services, contribute field kinds, or listen. */
export { defineService } from './service/defineService.ts'
export type { CertificateText, Example, FeeItem, Output, Page, Service } from './service/defineService.ts'
export { dayInWords } from './service/day.ts'
export { fieldKind } from './field/kind.ts'
export type { FieldContext, FieldKind } from './field/kind.ts'
export type { CurrentAnswer, FieldType, FiledCase, FormAnswer, LiveAnswers, ReadingContext } from './field/fieldType.ts'
export type { Answers, AnswersOf, AttachedFile, ContributedField, Field, Fields } from './field/field.ts'
export { lintService } from './service/lintService.ts'
export type { Flaw } from './service/lintService.ts'
export type { Wording } from './service/wording.ts'

/** Where plugins contribute field kinds, named `<plugin>.<kind>`. */
export const fieldTypes = extensionPoint<FieldType>('online-service.field-types@1')

const CaseReference = {
  caseId: Type.String(),
  trackingNumber: Type.String(),
  service: Type.String(),
  unit: Type.String(),
}

/** An application is complete and, where a fee is due, paid: the office can begin. */
export const caseReceived = event('online-service.case-received@1', Type.Object(CaseReference))

/** An application has been granted, refused or withdrawn. */
export const caseDecided = event(
  'online-service.case-decided@1',
  Type.Object({ ...CaseReference, outcome: Type.String() }),
)
