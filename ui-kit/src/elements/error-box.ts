import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import { isApiError } from './api-error.ts'
import { notification } from '../notification/notification.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

/** What went wrong, for people: the server's own words, or that there was no answer. */
export function errorBox(error: unknown, title: Readable = t('kit.unexpected-error')): TemplateResult {
  if (!isApiError(error)) {
    const offline = error instanceof TypeError
    return notification({ kind: 'error', live: true, title: offline ? t('kit.network-error') : title })
  }
  const reference = error.reference
    ? html`<p>${t('kit.error-page.reference', { reference: error.reference })}</p>`
    : nothing
  return notification({ kind: 'error', live: true, title: error.message, body: error.status >= 500 ? reference : '' })
}

/** Shown where a plugin's element should be and is not. */
export function missingElement(plugin: string): TemplateResult {
  return notification({
    kind: 'error',
    live: true,
    title: t('kit.element.failed', { plugin }),
    body: html`<p>${t('kit.element.failed-body')}</p>
      <p><a href=${location.href}>${t('kit.element.reload')}</a></p>`,
  })
}
