import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import { formatBytes, formatDate } from '../format.ts'
import { icon } from '../icon/icon.ts'
import type { Readable } from '../text.ts'

export interface DocumentEntry {
  title: Readable
  href: string
  /** E.g. „PDF“. */
  format?: string
  bytes?: number
  date?: Date | string
  /** Beside the name, e.g. a tag or a button. */
  aside?: Content
}

/** Files to open or download. Type and size are part of the link, so that nobody is surprised. */
export function documentList(documents: readonly DocumentEntry[]): TemplateResult {
  return html`<ul class="kw-documents" role="list">
    ${documents.map(
      (entry) =>
        html`<li class="kw-documents__entry">
          ${icon('document')}
          <div>
            <a href=${entry.href}>${entry.title}${facts(entry)}</a>
            ${entry.date ? html`<div class="kw-hint">${formatDate(entry.date)}</div>` : nothing}
          </div>
          ${entry.aside ?? nothing}
        </li>`,
    )}
  </ul>`
}

function facts({ format, bytes }: DocumentEntry): Content {
  if (!format && bytes === undefined) return nothing
  const size = bytes === undefined ? nothing : formatBytes(bytes)
  return html` (${format ?? nothing}${format && bytes !== undefined ? ', ' : nothing}${size})`
}
