import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import type { Readable } from '../text.ts'

/** Fields that belong together under one legend, e.g. the parts of a name. */
export function fieldset(options: { legend: Readable; hint?: Readable }, content: Content): TemplateResult {
  return html`<fieldset class="kw-fieldset kw-fieldset--titled">
    <legend class="kw-legend kw-legend--title">${options.legend}</legend>
    ${options.hint ? html`<p class="kw-hint">${options.hint}</p>` : nothing} ${content}
  </fieldset>`
}

/** Short fields side by side that wrap when there is no room. */
export const group = (...content: Content[]): TemplateResult => html`<div class="kw-group">${content}</div>`
