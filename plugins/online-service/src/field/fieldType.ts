import type { PluginContext, Problem, TemplateResult, WritingContext } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { ContributedField } from './field.ts'
import type { FieldKind } from './kind.ts'

/** A kind of field that another plugin brings: its rules, its control, and what lives behind its answers. */
export interface FieldType extends FieldKind {
  /** What is wrong with the settings of such a field, as a sentence; the portal does not start then. */
  flaw?(field: ContributedField): string | null
  /** The control; it finds its value and problem by `name` in the form around it. `live` is what `load` has found. */
  control(field: ContributedField, at: { name: string; locale: string; live: unknown }): TemplateResult
  /** For answers that others can take away, such as a time: how they are kept, made firm and given back. */
  live?: LiveAnswers
}

/** What reading live answers may use: the portal's time, services of plugins, and the database. */
export type ReadingContext = Pick<PluginContext, 'now' | 'use' | 'origin'> & { em: EntityManager }

/** An answer in a form that is being filled in. */
export interface FormAnswer {
  name: string
  field: ContributedField
  /** What passed `check`, or `undefined` when nothing was chosen yet. */
  value: unknown
  /** Names the form: the same for all its pages, another for every person and service. */
  reference: string
  /** The account that fills in the form. */
  accountId: string
}

/** The case that a form has become, with what others may say of it. */
export interface FiledCase {
  /** Names the case wherever it is mentioned: `<plugin>/case/<id>`. */
  reference: string
  /** E.g. `Sperrgut abholen lassen, AC-2026-7KQ4M-T`. */
  title: string
  /** Where its applicant and where staff see it. */
  href: string
  staffHref: string
  applicant: { name: string; email: string | null; locale: string }
}

/** How an answer of a case stands now; replaces the words it was filed with. */
export interface CurrentAnswer {
  /** The name of the field, and what is shown beside the answer. */
  name: string
  label: string
  /** In words, line by line. */
  value: string[]
  /** Where the applicant changes it; `null` where nothing can be changed. */
  link: { label: string; href: string } | null
}

/** Everything here runs within the transaction of what happens to form or case, and stands or falls with it. */
export interface LiveAnswers {
  /** What the control needs to know. `show` is what its own buttons asked for: those named as the field, with `show:…`. */
  load(context: ReadingContext, answer: FormAnswer & { show: string | undefined; locale: string }): Promise<unknown>
  /** Whether the answer could be had at this moment. */
  stands(context: ReadingContext, answer: FormAnswer): Promise<boolean>
  /** The page was sent: keeps the answer for this form for a while. Problems are shown at the field. */
  reserve(context: WritingContext, answer: FormAnswer & { locale: string }): Promise<Problem[]>
  /** The form becomes a case: the answer holds from now on. With problems nothing is filed. */
  confirm(context: WritingContext, answer: FormAnswer & { filed: FiledCase }): Promise<Problem[]>
  /** The form was thrown away, or the case withdrawn or refused: whatever is kept for it becomes free. */
  release(context: WritingContext, reference: string): Promise<void>
  /** How the answers of a case stand now, for its applicant or for others. */
  current(
    context: ReadingContext,
    asked: { reference: string; locale: string; audience: 'applicant' | 'others' },
  ): Promise<CurrentAnswer[]>
}
