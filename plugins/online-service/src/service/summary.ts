import type { Answers, Fields } from '../field/field.ts'
import { answerOf, askedIn, kindOf } from '../field/group.ts'
import type { FieldKinds } from '../field/kind.ts'
import type { Scope } from './condition.ts'
import type { Service } from './defineService.ts'
import { askedPages, orderedFields } from './form.ts'
import { inWords } from './wording.ts'

export interface SummaryLine {
  readonly name: string
  readonly label: string
  /** Line by line; empty when an optional question was left open. */
  readonly value: readonly string[]
}

export interface SummaryRow {
  readonly id: string
  /** E.g. `Gegenstand 2`. */
  readonly title: string
  readonly lines: readonly SummaryLine[]
}

export interface SummaryPage {
  readonly id: string
  readonly title: string
  readonly lines: readonly SummaryLine[]
  /** The rows of the page's lists. */
  readonly rows: readonly SummaryRow[]
}

/** Everything that counts, page by page and in words: for check-your-answers, the receipt and the case page. */
export function summaryOf(service: Service, answers: Answers, locale: string, kinds: FieldKinds): SummaryPage[] {
  const fields = orderedFields(service)
  const { answers: counting, scope } = askedIn(fields, answers)
  return askedPages(service, answers).map((page) => ({
    id: page.id,
    title: inWords(page.title, locale),
    lines: linesOf(fields, page.asked, counting, locale, kinds),
    rows: page.asked.flatMap((name) => rowsOf(fields, name, counting, { locale, kinds, scope })),
  }))
}

function linesOf(fields: Fields, names: readonly string[], answers: Answers, locale: string, kinds: FieldKinds) {
  return names
    .filter((name) => fields[name]!.kind !== 'list')
    .map((name) => {
      const field = fields[name]!
      const answer = answerOf(answers, name)
      const value = answer === undefined ? [] : kindOf(field, { kinds }).words(answer, field, locale)
      return { name, label: inWords(field.label, locale), value }
    })
}

interface InWords {
  locale: string
  kinds: FieldKinds
  scope: Scope
}

function rowsOf(fields: Fields, name: string, answers: Answers, { locale, kinds, scope }: InWords): SummaryRow[] {
  const field = fields[name]!
  const rows = answerOf(answers, name)
  if (field.kind !== 'list' || !Array.isArray(rows)) return []
  return rows.map((row: Answers, index) => {
    const asked = askedIn(field.fields, row, scope)
    return {
      id: String(row.id),
      title: `${inWords(field.row, locale)} ${index + 1}`,
      lines: linesOf(field.fields, asked.names, asked.answers, locale, kinds),
    }
  })
}
