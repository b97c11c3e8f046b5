import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { FieldFrame, FieldOptions } from './frame.ts'
import { frameOf, legended, textOf } from './frame.ts'
import { pointerOf } from '../form/names.ts'
import { t } from '../text.ts'

/** A day as people type it, in three numbers. */
export interface DateParts {
  day: string
  month: string
  year: string
}

const lengths = { day: 2, month: 2, year: 4 } as const

/** Splits an ISO day (`2027-05-03`) into the three numbers of a date field, without leading zeros. */
export function datePartsOf(value: unknown): DateParts {
  if (typeof value === 'object' && value !== null) {
    const parts = value as Record<string, unknown>
    return { day: textOf(parts['day']), month: textOf(parts['month']), year: textOf(parts['year']) }
  }
  // Also what was typed and is no date, e.g. `2027-Mai-3`, comes back as it was.
  const match = /^([^-]*)-([^-]*)-([^-T]*)/.exec(textOf(value))
  const [, year = '', month = '', day = ''] = match ?? []
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}

/** Joins the three numbers to an ISO day; `undefined` when they name no day of the calendar. */
export function isoDateOf(parts: Partial<Record<keyof DateParts, unknown>>): string | undefined {
  const [year, month, day] = [parts.year, parts.month, parts.day].map((part) => Number(textOf(part).trim() || NaN))
  if (!Number.isInteger(year) || year! < 1000 || year! > 9999) return undefined
  const date = new Date(Date.UTC(year!, month! - 1, day))
  if (Number.isNaN(date.getTime())) return undefined
  if (date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day) return undefined
  return date.toISOString().slice(0, 10)
}

/**
 * A day typed as three numbers, submitted as `name[day]`, `name[month]`, `name[year]`. The value may be an ISO day.
 * `autocomplete: 'bday'` offers the birthday.
 */
export function date(options: FieldOptions): TemplateResult {
  const frame = frameOf(options, { kind: 'date', ofParts: true })
  const values = datePartsOf(frame.value)
  const parts = (['day', 'month', 'year'] as const).map((part) => partInput(part, frame, options, values))
  return legended(frame, options, html`<div class="kw-date">${parts}</div>`)
}

function partInput(part: keyof DateParts, frame: FieldFrame, options: FieldOptions, values: DateParts): TemplateResult {
  const id = part === 'day' ? frame.id : `${frame.id}-${part}`
  return html`<div class="kw-date__part">
    <label class="kw-label kw-label--small" for=${id}>${t(`kit.date.${part}`)}</label>
    <input
      class="kw-input kw-date__${part}"
      id=${id}
      name="${frame.name}[${part}]"
      type="text"
      inputmode="numeric"
      maxlength=${lengths[part]}
      autocomplete=${options.autocomplete === 'bday' ? `bday-${part}` : 'off'}
      value=${values[part]}
      ?required=${frame.required}
      aria-invalid=${isWrong(part, frame) ? 'true' : nothing}
    />
  </div>`
}

/** A problem with one part marks that part; a problem with the whole date marks all three. */
function isWrong(part: keyof DateParts, frame: FieldFrame): boolean {
  if (!frame.problem) return false
  const pointer = pointerOf(frame.name)
  return frame.problem.pointer === pointer || frame.problem.pointer === `${pointer}/${part}`
}
