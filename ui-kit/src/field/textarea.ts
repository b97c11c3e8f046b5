import type { TemplateResult } from 'lit'
import { html, isServer, nothing } from 'lit'
import type { FieldFrame, FieldOptions } from './frame.ts'
import { frameOf, labelled, textOf } from './frame.ts'
import { escapeHtml, literal } from '../literal.ts'
import { t } from '../text.ts'

export interface TextareaOptions extends FieldOptions {
  rows?: number
  /** The longest answer in characters; people are told how many are left. */
  maxlength?: number
}

/** Several lines of text. */
export function textarea(options: TextareaOptions): TemplateResult {
  const frame = frameOf(options)
  const control = isServer ? written(frame, options) : bound(frame, options)
  if (!options.maxlength) return labelled(frame, options, control)
  const describedBy = [frame.describedBy === nothing ? '' : frame.describedBy, `${frame.id}-count`].join(' ').trim()
  const counted = isServer ? written({ ...frame, describedBy }, options) : bound({ ...frame, describedBy }, options)
  return labelled(
    frame,
    options,
    html`<kw-character-count
      data-max=${options.maxlength}
      data-left=${t('kit.count.left')}
      data-over=${t('kit.count.over')}
    >
      ${counted}
      <p class="kw-hint kw-count" id="${frame.id}-count">${t('kit.count.limit', { max: options.maxlength })}</p>
    </kw-character-count>`,
  )
}

const bound = (frame: FieldFrame, options: TextareaOptions): TemplateResult =>
  html`<textarea
    class="kw-input kw-textarea"
    id=${frame.id}
    name=${frame.name}
    rows=${options.rows ?? 5}
    ?required=${frame.required}
    autocomplete=${options.autocomplete ?? nothing}
    aria-describedby=${frame.describedBy}
    aria-invalid=${frame.invalid}
    .value=${textOf(frame.value)}
  ></textarea>`

/** Lit renders no bindings inside a textarea on the server. The first line break after the tag is dropped by parsers. */
function written(frame: FieldFrame, options: TextareaOptions): TemplateResult {
  const attributes = {
    class: 'kw-input kw-textarea',
    id: frame.id,
    name: frame.name,
    rows: options.rows ?? 5,
    autocomplete: options.autocomplete,
    'aria-describedby': frame.describedBy,
    'aria-invalid': frame.invalid,
  }
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== nothing)
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
    .join('')
  const required = frame.required ? ' required' : ''
  return literal(`<textarea${written}${required}>\n${escapeHtml(textOf(frame.value))}</textarea>`)
}
