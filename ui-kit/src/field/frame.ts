import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import { fieldId, insists, problemAt, problemWithin, registerField, valueAt } from '../form/form-state.ts'
import type { FieldKind, FieldProblem } from '../form/form-state.ts'
import { problemText } from '../form/problem-text.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

/** What every field takes. */
export interface FieldOptions {
  /** Where the value goes in the submitted body: `email`, `items[0][size]`. */
  name: string
  label: Readable
  hint?: Readable
  /** Shown until something was submitted. */
  value?: unknown
  /** Adds „(freiwillig)“ and lets the field be empty. `unmarked` adds nothing: for filters, where nobody expects a duty. */
  optional?: boolean | 'unmarked'
  /** What the browser may fill in (WCAG 1.3.5), e.g. `email`, `family-name`, `off`. */
  autocomplete?: string
  /** How wide the field is, after the length of a good answer. */
  width?: FieldWidth
  /** Shows the label as the heading of the page: for pages that ask one thing. */
  heading?: boolean
}

export type FieldWidth = 'xs' | 's' | 'm' | 'l'

/** What a field works out from its options and the form around it. */
export interface FieldFrame {
  id: string
  name: string
  value: unknown
  problem: FieldProblem | undefined
  /** Ids of hint and error, or nothing. */
  describedBy: string | typeof nothing
  invalid: 'true' | typeof nothing
  required: boolean
  kind: FieldKind
}

/** How a kind of field differs from one control with one text. */
interface FrameTraits {
  kind?: FieldKind
  /** Problems of its parts (`/birthday/month`) count as problems of the field. */
  ofParts?: boolean
  /** What follows the id in the id of the element that the error summary leads to. */
  target?: string
}

/** Works out id, value and problem of a field and registers it with the form. */
export function frameOf(options: FieldOptions, traits: FrameTraits = {}): FieldFrame {
  const { name, label } = options
  const { kind = 'text', ofParts = false, target = '' } = traits
  const id = fieldId(name)
  registerField({ name, id: id + target, label, kind })
  const problem = ofParts ? problemWithin(name) : problemAt(name)
  const described = [options.hint ? `${id}-hint` : '', problem ? `${id}-error` : ''].filter(Boolean).join(' ')
  return {
    id,
    name,
    value: valueAt(name) ?? options.value,
    problem,
    describedBy: described || nothing,
    invalid: problem ? 'true' : nothing,
    required: !options.optional && insists(),
    kind,
  }
}

/** The value as the text of an input; nothing for values that are no text. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : ''

const optionalMark = (options: FieldOptions): Content =>
  options.optional === true ? html` <span class="kw-optional">${t('kit.optional')}</span>` : nothing

/** The hint of a field. */
export const hintOf = (frame: FieldFrame, options: FieldOptions): Content =>
  options.hint ? html`<div class="kw-hint" id="${frame.id}-hint">${options.hint}</div>` : nothing

/** The error of a field; screen readers hear „Fehler:“ before it. */
export const errorOf = (frame: FieldFrame, options: FieldOptions): Content =>
  frame.problem
    ? html`<p class="kw-error" id="${frame.id}-error">
        <span class="kw-visually-hidden">${t('kit.error-prefix')}</span>
        ${problemText(frame.problem, options.label, frame.kind)}
      </p>`
    : nothing

const fieldClass = (frame: FieldFrame): string => (frame.problem ? 'kw-field kw-field--error' : 'kw-field')

/** A field of one control: label, hint, error, control. */
export function labelled(frame: FieldFrame, options: FieldOptions, control: Content): TemplateResult {
  const label = html`<label class="kw-label" for=${frame.id}>${options.label}${optionalMark(options)}</label>`
  return html`<div class=${fieldClass(frame)}>
    ${options.heading ? html`<h1 class="kw-label-heading">${label}</h1>` : label} ${hintOf(frame, options)}
    ${errorOf(frame, options)} ${control}
  </div>`
}

interface GroupLook {
  role?: 'radiogroup'
  /** The legend stands above fields with labels of their own and must be more than those. */
  large?: boolean
}

/** A field of several controls that belong together: legend, hint, error, controls. */
export function legended(
  frame: FieldFrame,
  options: FieldOptions,
  controls: Content,
  look: GroupLook = {},
): TemplateResult {
  const legend = html`${options.label}${optionalMark(options)}`
  return html`<div class=${fieldClass(frame)}>
    <fieldset
      class="kw-fieldset"
      id="${frame.id}-group"
      tabindex="-1"
      role=${look.role ?? nothing}
      aria-describedby=${frame.describedBy}
    >
      <legend class=${look.large ? 'kw-legend kw-legend--large' : 'kw-legend'}>
        ${options.heading ? html`<h1 class="kw-label-heading">${legend}</h1>` : legend}
      </legend>
      ${hintOf(frame, options)} ${errorOf(frame, options)} ${controls}
    </fieldset>
  </div>`
}
