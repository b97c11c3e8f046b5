import { html } from '@kreiswerk/core'
import type { TemplateResult } from '@kreiswerk/core'
import { field as control, repeatable, valueAt } from '@kreiswerk/ui-kit'
import type { ListField } from '../field/field.ts'
import { inWords } from '../service/wording.ts'
import type { ControlContext } from './fieldControl.ts'

/** A list as groups of fields that repeat. Each row carries its id along, so that it stays the same row. */
export function listControl(field: ListField, name: string, context: ControlContext): TemplateResult {
  const { locale } = context
  return repeatable({
    name,
    label: inWords(field.label, locale),
    hint: field.hint && inWords(field.hint, locale),
    optional: field.optional,
    itemLabel: inWords(field.row, locale),
    min: Math.max(field.min, 1),
    max: field.max,
    item: (row) => html` ${rowId(`${row}[id]`)} ${context.group(field.fields, (key) => `${row}[${key}]`)} `,
  })
}

/** Nothing for a new row: it gets its id when it is kept. */
function rowId(name: string) {
  const id = valueAt(name)
  return typeof id === 'string' && id !== '' ? control.hidden({ name, value: id }) : ''
}
