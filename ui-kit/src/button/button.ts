import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { IconName } from '../icon/icon.ts'
import { icon } from '../icon/icon.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

export interface ButtonOptions {
  /** Makes a link that looks like the button: for going somewhere, not for doing something. */
  href?: string
  name?: string
  value?: string
  id?: string
  /** `button` for scripts on staff pages; anything a citizen presses submits. */
  type?: 'submit' | 'button'
  icon?: IconName
  /** Submits without the browser insisting on required fields, e.g. to save a draft or add a row. */
  formnovalidate?: boolean
  disabled?: boolean
  /** Said to screen readers after the label, e.g. which row this button removes. */
  context?: Readable
  onclick?: (event: Event) => void
}

function make(variant: string, label: Readable, options: ButtonOptions): TemplateResult {
  const drawing = options.icon ? icon(options.icon) : nothing
  // An arrow points onwards and so stands behind the words.
  const [before, after] = options.icon === 'arrow' ? [nothing, drawing] : [drawing, nothing]
  const context = options.context ? html`<span class="kw-visually-hidden"> ${options.context}</span>` : nothing
  const content = html`${before}<span>${label}</span>${context}${after}`
  const name = `kw-button kw-button--${variant}`
  if (options.href !== undefined)
    return html`<a class=${name} id=${options.id ?? nothing} href=${options.href}>${content}</a>`
  return html`<button
    class=${name}
    id=${options.id ?? nothing}
    type=${options.type ?? 'submit'}
    name=${options.name ?? nothing}
    value=${options.value ?? nothing}
    ?formnovalidate=${options.formnovalidate}
    ?disabled=${options.disabled}
    @click=${options.onclick ?? nothing}
  >
    ${content}
  </button>`
}

/** Buttons. One `submit` per page is the main thing to do; everything else is `secondary` or a `link`. */
export const button = {
  submit: (label: Readable = t('kit.continue'), options: ButtonOptions = {}) => make('primary', label, options),
  secondary: (label: Readable, options: ButtonOptions = {}) => make('secondary', label, options),
  /** For what cannot be undone. */
  warning: (label: Readable, options: ButtonOptions = {}) => make('warning', label, options),
  link: (label: Readable, options: ButtonOptions = {}) => make('link', label, options),
} as const

/** Buttons in a row with the space between them. */
export const buttonGroup = (...buttons: (TemplateResult | typeof nothing)[]): TemplateResult =>
  html`<div class="kw-buttons">${buttons}</div>`

/** Many short buttons, e.g. times: all equally wide, several side by side on a phone too. */
export const buttonGrid = (...buttons: (TemplateResult | typeof nothing)[]): TemplateResult =>
  html`<div class="kw-button-grid">${buttons}</div>`
