import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import { icon } from '../icon/icon.ts'
import type { Readable } from '../text.ts'

/** Says that something is done; the heading of its page. `body` names what people should keep, e.g. the reference. */
export function confirmation(title: Readable, body?: Content): TemplateResult {
  return html`<div class="kw-confirmation">
    ${icon('success', 'hero')}
    <h1 class="kw-confirmation__title">${title}</h1>
    ${body ? html`<div class="kw-confirmation__body">${body}</div>` : nothing}
  </div>`
}
