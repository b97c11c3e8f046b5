import { html, nothing } from '@kreiswerk/core'
import type { TemplateResult } from '@kreiswerk/core'
import { field as control, valueAt } from '@kreiswerk/ui-kit'
import type { Answers, ChoiceField, Field, Fields } from '../field/field.ts'
import { inWords } from '../service/wording.ts'
import type { GroupEnvironment } from './groupControls.ts'
import { filesControl } from './filesControl.ts'
import { listControl } from './listControl.ts'

/** What rendering a field needs to know. */
export interface ControlContext extends GroupEnvironment {
  /** The fields that appear below one answer of a choice, if any. */
  revealed(field: string, answer: string): (() => TemplateResult) | undefined
  /** The controls of a group inside this field, e.g. of a row. */
  group(fields: Fields, nameOf: (field: string) => string): TemplateResult[]
}

/** Up to so many answers are shown at a glance; more go into a list to choose from. */
const mostRadios = 7

/** Whether all answers can be seen without opening anything, so that further questions can appear below one. */
export const isShownAtAGlance = (field: Field): boolean =>
  field.kind === 'yesNo' || field.kind === 'choices' || (field.kind === 'choice' && field.options.length <= mostRadios)

/** The control of a field. It finds its value and its problem by `name` in the form around it. */
export function fieldControl(key: string, field: Field, name: string, context: ControlContext): TemplateResult {
  const { locale } = context
  const common = {
    name,
    label: inWords(field.label, locale),
    hint: field.hint && inWords(field.hint, locale),
    optional: field.optional,
    autocomplete: field.autocomplete,
  }
  switch (field.kind) {
    case 'text':
      return control.text({ ...common, maxlength: field.maxLength })
    case 'longText':
      return control.textarea({ ...common, maxlength: field.maxLength ?? 4_000 })
    case 'email':
      return control.email(common)
    case 'tel':
      return control.tel(common)
    case 'number':
      return control.number({ ...common, suffix: field.unit && inWords(field.unit, locale) })
    case 'date':
      return control.date(common)
    case 'yesNo':
      return control.radios({ ...common, options: yesOrNo(key, context), inline: true })
    case 'choices':
      return control.checkboxes({ ...common, options: choicesOf(key, field, context) })
    case 'choice': {
      const options = choicesOf(key, field, context)
      return isShownAtAGlance(field) ? control.radios({ ...common, options }) : control.select({ ...common, options })
    }
    case 'address':
      return control.address({ ...common, autocomplete: undefined })
    case 'file':
      return filesControl(field, name, context)
    case 'list':
      return listControl(field, name, context)
    default:
      return (
        context.contributed.get(field.kind)?.control(field, { name, locale, live: context.live.get(name) }) ??
        html`${nothing}`
      )
  }
}

const choicesOf = (key: string, field: ChoiceField, context: ControlContext) =>
  field.options.map(({ value, label, hint }) => ({
    value,
    label: inWords(label, context.locale),
    hint: hint && inWords(hint, context.locale),
    reveal: context.revealed(key, value),
  }))

const answers = { true: { de: 'Ja', en: 'Yes' }, false: { de: 'Nein', en: 'No' } } as const

// A stored answer is a boolean; the control compares texts.
const yesOrNo = (key: string, context: ControlContext) =>
  (['true', 'false'] as const).map((value) => ({
    value,
    label: inWords(answers[value], context.locale),
    reveal: context.revealed(key, value),
  }))

/** Answers as controls compare them: texts. */
export function formValues(answers: Answers): Answers {
  const entries = Object.entries(answers).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? String(value) : value,
  ])
  return Object.fromEntries(entries) as Answers
}

/** The value a control shows at the moment, as an answer: what was just typed, or what is kept. */
export const shownAnswer = (name: string): unknown => {
  const value = valueAt(name)
  return value === 'true' ? true : value === 'false' ? false : value
}
