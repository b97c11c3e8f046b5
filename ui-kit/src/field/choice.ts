import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import type { FieldOptions } from './frame.ts'
import { errorOf, frameOf, hintOf, labelled, legended, textOf } from './frame.ts'
import { withoutInsisting } from '../form/form-state.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

/** One of several answers. */
export interface Choice {
  value: string
  label: Readable
  hint?: Readable
  /** Further fields that only matter with this answer. They are shown when it is chosen, also without JavaScript. */
  reveal?: () => Content
}

export interface ChoiceOptions extends FieldOptions {
  options: readonly (Choice | string)[]
  /** Puts short answers side by side. */
  inline?: boolean
}

const choicesOf = (options: ChoiceOptions): Choice[] =>
  options.options.map((choice) => (typeof choice === 'string' ? { value: choice, label: choice } : choice))

/** One answer out of a list; for more than about seven. `placeholder` is an empty first entry. */
export function select(options: ChoiceOptions & { placeholder?: Readable }): TemplateResult {
  const frame = frameOf(options, { kind: 'choice' })
  const chosen = textOf(frame.value)
  return labelled(
    frame,
    options,
    html`<div class="kw-select kw-width-${options.width ?? 'l'}">
      <select
        class="kw-input"
        id=${frame.id}
        name=${frame.name}
        ?required=${frame.required}
        autocomplete=${options.autocomplete ?? nothing}
        aria-describedby=${frame.describedBy}
        aria-invalid=${frame.invalid}
      >
        <option value="" ?selected=${chosen === ''}>${options.placeholder ?? t('kit.choose')}</option>
        ${choicesOf(options).map(
          ({ value, label }) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`,
        )}
      </select>
    </div>`,
  )
}

/** One answer out of a few that can be read at a glance. */
export function radios(options: ChoiceOptions): TemplateResult {
  const frame = frameOf(options, { kind: 'choice' })
  const chosen = textOf(frame.value)
  const list = choicesOf(options).map((choice, index) =>
    choiceRow('radio', choice, {
      id: index === 0 ? frame.id : `${frame.id}-${index + 1}`,
      name: frame.name,
      checked: choice.value === chosen,
      required: frame.required,
      invalid: frame.invalid,
    }),
  )
  const layout = options.inline ? 'kw-choices kw-choices--inline' : 'kw-choices'
  return legended(frame, options, html`<div class=${layout}>${list}</div>`, { role: 'radiogroup' })
}

/** Any number of answers. Each chosen one is submitted under the same name. */
export function checkboxes(options: ChoiceOptions): TemplateResult {
  const frame = frameOf(options, { kind: 'choice', ofParts: true })
  const chosen = new Set((Array.isArray(frame.value) ? frame.value : [frame.value]).map(textOf))
  const list = choicesOf(options).map((choice, index) =>
    choiceRow('checkbox', choice, {
      id: index === 0 ? frame.id : `${frame.id}-${index + 1}`,
      name: frame.name,
      checked: chosen.has(choice.value),
      required: false,
      invalid: frame.invalid,
    }),
  )
  const layout = options.inline ? 'kw-choices kw-choices--inline' : 'kw-choices'
  return legended(frame, options, html`<div class=${layout}>${list}</div>`)
}

/** One yes that people give themselves, e.g. a consent. Submits `true`, and nothing when it is not checked. */
export function checkbox(options: FieldOptions): TemplateResult {
  const frame = frameOf(options, { kind: 'confirm' })
  const checked = frame.value === true || frame.value === 'true' || frame.value === 'on'
  return html`<div class=${frame.problem ? 'kw-field kw-field--error' : 'kw-field'}>
    ${errorOf(frame, options)}
    <div class="kw-choice">
      <input
        class="kw-choice__input"
        type="checkbox"
        id=${frame.id}
        name=${frame.name}
        value="true"
        ?checked=${checked}
        ?required=${frame.required}
        aria-describedby=${frame.describedBy}
        aria-invalid=${frame.invalid}
      />
      <label class="kw-choice__label" for=${frame.id}>
        ${options.label}${options.optional === true ? html` <span class="kw-optional">${t('kit.optional')}</span>` : nothing}
      </label>
      ${hintOf(frame, options)}
    </div>
  </div>`
}

interface ChoiceState {
  id: string
  name: string
  checked: boolean
  required: boolean
  invalid: 'true' | typeof nothing
}

function choiceRow(type: 'radio' | 'checkbox', choice: Choice, state: ChoiceState): TemplateResult {
  const hintId = choice.hint ? `${state.id}-hint` : nothing
  return html`<div class="kw-choice">
    <input
      class="kw-choice__input"
      type=${type}
      id=${state.id}
      name=${state.name}
      value=${choice.value}
      ?checked=${state.checked}
      ?required=${state.required}
      aria-describedby=${hintId}
      aria-invalid=${type === 'checkbox' ? state.invalid : nothing}
    />
    <label class="kw-choice__label" for=${state.id}>${choice.label}</label>
    ${choice.hint ? html`<div class="kw-hint" id=${hintId}>${choice.hint}</div>` : nothing}
    ${choice.reveal ? html`<div class="kw-choice__reveal">${withoutInsisting(choice.reveal)}</div>` : nothing}
  </div>`
}
