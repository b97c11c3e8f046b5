import type { TemplateResult } from 'lit'
import { html } from 'lit'
import type { Content } from '../content.ts'

/** Text set apart from the rest, e.g. an example or a condition. */
export const inset = (body: Content): TemplateResult => html`<div class="kw-inset">${body}</div>`
