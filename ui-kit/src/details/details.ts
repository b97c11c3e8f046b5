import type { TemplateResult } from 'lit'
import { html } from 'lit'
import type { Content } from '../content.ts'
import type { Readable } from '../text.ts'

/** More information for those who want it. */
export const details = (summary: Readable, body: Content, open = false): TemplateResult =>
  html`<details class="kw-details" ?open=${open}>
    <summary class="kw-details__summary">${summary}</summary>
    <div class="kw-details__body">${body}</div>
  </details>`
