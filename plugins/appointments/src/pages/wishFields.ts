import { html } from '@kreiswerk/core'
import type { TemplateResult } from '@kreiswerk/core'
import { field, say, t } from '@kreiswerk/ui-kit'
import type { Office } from '../office/office.ts'
import type { Need } from '../slot/need.ts'

/** What is wished for, hidden, and where and at what time of day. */
export const wishFields = (need: Need, offices: readonly Office[]): TemplateResult => html`
  <input type="hidden" name="variant" value=${need.variant} />
  ${need.items.map(
    ({ service, persons }, index) => html`
      <input type="hidden" name="items[${index}][service]" value=${service} />
      <input type="hidden" name="items[${index}][persons]" value=${String(persons)} />
    `,
  )}
  ${field.checkboxes({
    name: 'offices',
    label: t('waiting.offices'),
    options: offices.map(({ id, name, address }) => ({ value: id, label: say(name), hint: address })),
  })}
  ${field.radios({
    name: 'timeOfDay',
    label: t('waiting.time'),
    options: (['any', 'morning', 'afternoon'] as const).map((value) => ({ value, label: t(`waiting.${value}`) })),
  })}
`

/** Who wishes for it. */
export const personFields = (): TemplateResult => html`
  ${field.text({ name: 'name', label: t('book.name'), autocomplete: 'name' })}
  ${field.email({ name: 'email', label: t('book.email'), hint: t('book.email-hint') })}
`
