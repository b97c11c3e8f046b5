import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import { button } from '../button/button.ts'
import type { Content } from '../content.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

const known = new Set([400, 401, 403, 404, 409, 413, 429, 500, 503])

export interface ErrorPageOptions {
  /** HTTP status; chooses the words unless `title` and `body` are given. */
  status: number
  title?: Readable
  body?: Content
  /** What people can quote when they ask for help. */
  reference?: string
  homeHref?: string
  /** Further ways on, e.g. the login. */
  actions?: Content
}

/** The words of an error page in general terms; see `kit.error-page.*`. */
export const errorPageTitle = (status: number): Readable =>
  t(`kit.error-page.${known.has(status) ? status : 500}.title`)

/** What went wrong, whose fault it is not, and what to do now. Goes into the main area of a shell. */
export function errorPage({
  status,
  title,
  body,
  reference,
  homeHref = '/',
  actions,
}: ErrorPageOptions): TemplateResult {
  const key = known.has(status) ? status : 500
  return html`<div class="kw-error-page">
    <p class="kw-error-page__status" aria-hidden="true">${status}</p>
    <h1>${title ?? errorPageTitle(status)}</h1>
    <div class="kw-lead">${body ?? t(`kit.error-page.${key}.body`)}</div>
    ${reference ? html`<p class="kw-hint">${t('kit.error-page.reference', { reference })}</p>` : nothing}
    <div class="kw-buttons">
      ${actions ?? nothing} ${button.secondary(t('kit.error-page.home'), { href: homeHref })}
    </div>
  </div>`
}
