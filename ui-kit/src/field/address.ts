import type { TemplateResult } from 'lit'
import { html } from 'lit'
import type { FieldOptions } from './frame.ts'
import { frameOf, legended } from './frame.ts'
import { text } from './input.ts'
import { t } from '../text.ts'

/** An address in Germany, submitted as `name[street]`, `name[houseNumber]`, `name[postalCode]`, `name[city]`. */
export interface AddressValue {
  street?: string
  houseNumber?: string
  postalCode?: string
  city?: string
}

export interface AddressOptions extends FieldOptions {
  value?: AddressValue
}

/** A postal address in four fields. Problems are shown at the part they belong to. */
export function address(options: AddressOptions): TemplateResult {
  const frame = frameOf(options, { target: '-street' })
  const start = options.value ?? {}
  const { name } = options
  const optional = options.optional && 'unmarked' // the legend says it once
  return legended(
    frame,
    options,
    html`<div class="kw-address">
      ${text({ name: `${name}[street]`, label: t('kit.address.street'), value: start.street, optional, autocomplete: 'address-line1' })}
      ${text({ name: `${name}[houseNumber]`, label: t('kit.address.house-number'), value: start.houseNumber, optional, width: 'xs', autocomplete: 'off' })}
      ${text({ name: `${name}[postalCode]`, label: t('kit.address.postal-code'), value: start.postalCode, optional, width: 's', inputmode: 'numeric', autocomplete: 'postal-code' })}
      ${text({ name: `${name}[city]`, label: t('kit.address.city'), value: start.city, optional, autocomplete: 'address-level2' })}
    </div>`,
    { large: true },
  )
}
