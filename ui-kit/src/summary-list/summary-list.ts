import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

export interface SummaryRow {
  label: Readable
  value: Content
  /** Where this answer can be changed. */
  changeHref?: string
}

export interface SummaryListOptions {
  title?: Readable
  rows: readonly SummaryRow[]
  /** Where the whole group can be changed. */
  changeHref?: string
}

/** Answers to check before they are sent, each with a link to change it. */
export function summaryList({ title, rows, changeHref }: SummaryListOptions): TemplateResult {
  return html`<section class="kw-summary">
    ${
      title
        ? html`<div class="kw-summary__head">
            <h2 class="kw-summary__title">${title}</h2>
            ${changeHref ? change(changeHref, title) : nothing}
          </div>`
        : nothing
    }
    <dl class="kw-summary__list">
      ${rows.map(
        (row) =>
          html`<div class="kw-summary__row">
            <dt>${row.label}</dt>
            <dd class="kw-summary__value">
              ${isEmpty(row.value) ? html`<span class="kw-muted">${t('kit.not-given')}</span>` : html`<span class="kw-lines">${row.value}</span>`}
            </dd>
            ${row.changeHref ? html`<dd class="kw-summary__change">${change(row.changeHref, row.label)}</dd>` : nothing}
          </div>`,
      )}
    </dl>
  </section>`
}

const isEmpty = (value: Content): boolean => value === undefined || value === null || value === nothing || value === ''

const change = (href: string, label: Readable): TemplateResult =>
  html`<a href=${href}>${t('kit.change')}<span class="kw-visually-hidden">: ${label}</span></a>`
