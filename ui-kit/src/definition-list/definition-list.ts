import type { TemplateResult } from 'lit'
import { html } from 'lit'
import type { Content } from '../content.ts'
import type { Readable } from '../text.ts'

/** Facts about one thing: names and values. */
export function definitionList(entries: readonly { term: Readable; description: Content }[]): TemplateResult {
  return html`<dl class="kw-facts">
    ${entries.map(
      ({ term, description }) =>
        html`<div class="kw-facts__fact">
          <dt>${term}</dt>
          <dd>${description}</dd>
        </div>`,
    )}
  </dl>`
}
