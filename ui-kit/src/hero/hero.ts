import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import type { Readable } from '../text.ts'

/** The opening of a start page: its heading, one sentence, and what people come for. */
export function hero(options: { title: Readable; lead?: Readable; actions?: Content }): TemplateResult {
  return html`<div class="kw-hero">
    <h1 class="kw-hero__title">${options.title}</h1>
    ${options.lead ? html`<p class="kw-lead">${options.lead}</p>` : nothing}
    ${options.actions ? html`<div class="kw-buttons">${options.actions}</div>` : nothing}
  </div>`
}
