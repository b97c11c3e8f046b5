import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import { badge } from '../tag/tag.ts'
import type { Readable } from '../text.ts'

export interface Tab {
  label: Readable
  href: string
  current?: boolean
  count?: number
}

/** Views of the same thing. They are links with addresses of their own, so they need no script and no ARIA tab roles. */
export function tabs(items: readonly Tab[], label: Readable): TemplateResult {
  return html`<nav class="kw-tabs" aria-label=${label}>
    <ul role="list">
      ${items.map(
        (tab) =>
          html`<li>
            <a class="kw-tabs__tab" href=${tab.href} aria-current=${tab.current ? 'page' : nothing}
              >${tab.label}${tab.count === undefined ? nothing : html` ${badge(tab.count)}`}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`
}
