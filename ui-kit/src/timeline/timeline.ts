import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import { formatDateTime } from '../format.ts'
import type { TagKind } from '../tag/tag.ts'
import type { Readable } from '../text.ts'

export interface TimelineEntry {
  /** When it happened; an instant. */
  at: Date | string
  title: Readable
  body?: Content
  /** Who did it. */
  by?: Readable
  kind?: TagKind
}

/** What happened, in order. */
export function timeline(entries: readonly TimelineEntry[]): TemplateResult {
  return html`<ol class="kw-timeline" role="list">
    ${entries.map(
      (entry) =>
        html`<li class="kw-timeline__entry kw-timeline__entry--${entry.kind ?? 'neutral'}">
          <p class="kw-timeline__title">${entry.title}</p>
          <p class="kw-hint">
            <time datetime=${typeof entry.at === 'string' ? entry.at : entry.at.toISOString()}
              >${formatDateTime(entry.at)}</time
            >${entry.by ? html` · ${entry.by}` : nothing}
          </p>
          ${entry.body ? html`<div class="kw-timeline__body">${entry.body}</div>` : nothing}
        </li>`,
    )}
  </ol>`
}
