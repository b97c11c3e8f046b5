import type { TemplateResult } from 'lit'
import { html } from 'lit'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

export interface Crumb {
  label: Readable
  /** Without it: the page people are on. */
  href?: string
}

/** The way from the start page to this page. */
export function breadcrumb(crumbs: readonly Crumb[]): TemplateResult {
  return html`<nav class="kw-breadcrumb" aria-label=${t('kit.breadcrumb')}>
    <ol role="list">
      ${crumbs.map(
        ({ label, href }) =>
          html`<li>${href ? html`<a href=${href}>${label}</a>` : html`<span aria-current="page">${label}</span>`}</li>`,
      )}
    </ol>
  </nav>`
}
