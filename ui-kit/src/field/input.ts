import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import { textFromCents } from './money.ts'
import type { FieldOptions } from './frame.ts'
import type { FieldKind } from '../form/form-state.ts'
import { frameOf, labelled, textOf } from './frame.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

export interface InputOptions extends FieldOptions {
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search'
  maxlength?: number
  /** Lets people see the rest of the number of characters while they type; needs `maxlength`. */
  prefix?: Readable
  suffix?: Readable
  spellcheck?: boolean
  /** Regular expression for the browser, for the time before the server answers. */
  pattern?: string
}

function input(type: string, options: InputOptions, kind: FieldKind = 'text', text = textOf): TemplateResult {
  const frame = frameOf(options, { kind })
  const control = html`<input
    class="kw-input kw-width-${options.width ?? 'full'}"
    id=${frame.id}
    name=${frame.name}
    type=${type}
    value=${type === 'password' ? nothing : text(frame.value)}
    ?required=${frame.required}
    autocomplete=${options.autocomplete ?? nothing}
    inputmode=${options.inputmode ?? nothing}
    maxlength=${options.maxlength ?? nothing}
    pattern=${options.pattern ?? nothing}
    spellcheck=${options.spellcheck === undefined ? nothing : String(options.spellcheck)}
    aria-describedby=${frame.describedBy}
    aria-invalid=${frame.invalid}
  />`
  return labelled(frame, options, affixed(options, control))
}

function affixed(options: InputOptions, control: TemplateResult): TemplateResult {
  if (!options.prefix && !options.suffix) return control
  return html`<div class="kw-affix">
    ${options.prefix ? html`<span class="kw-affix__text" aria-hidden="true">${options.prefix}</span>` : nothing}
    ${control}
    ${options.suffix ? html`<span class="kw-affix__text" aria-hidden="true">${options.suffix}</span>` : nothing}
  </div>`
}

/** One line of text. */
export const text = (options: InputOptions): TemplateResult => input('text', options)

/** An e-mail address. */
export const email = (options: InputOptions): TemplateResult =>
  input('email', { autocomplete: 'email', spellcheck: false, width: 'l', ...options })

/** A telephone number. */
export const tel = (options: InputOptions): TemplateResult =>
  input('tel', { autocomplete: 'tel', width: 'm', ...options })

/** A whole number. Not `type=number`: wheel and arrow keys change that by accident, and letters vanish silently. */
export const number = (options: InputOptions): TemplateResult =>
  input('text', { inputmode: 'numeric', width: 's', ...options }, 'number')

/** An amount in euros; the value is integer cents and is shown as „12,50“. Read it with `centsFromText`. */
export const money = (options: InputOptions): TemplateResult =>
  input('text', { inputmode: 'decimal', width: 's', suffix: t('kit.euro'), ...options }, 'number', (value) =>
    typeof value === 'number' ? textFromCents(value) : textOf(value),
  )

/** A password; never filled in again by the server. `autocomplete` is `current-password` unless said otherwise. */
export const password = (options: InputOptions): TemplateResult =>
  input('password', { autocomplete: 'current-password', width: 'l', ...options })

/** A one-time code: wide digits, offered by the browser from the message it came in. */
export const code = (options: InputOptions): TemplateResult =>
  input('text', { inputmode: 'numeric', autocomplete: 'one-time-code', spellcheck: false, width: 's', ...options })

/** A day in ISO form with the browser's date picker; for staff. Citizens type three numbers: `date`. */
export const isoDate = (options: FieldOptions): TemplateResult => input('date', { width: 'm', ...options })

/** A value that travels with the form unseen. */
export function hidden(options: { name: string; value: string | number }): TemplateResult {
  return html`<input type="hidden" name=${options.name} value=${options.value} />`
}
