import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import { icon } from '../icon/icon.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

export type NotificationKind = 'info' | 'success' | 'warning' | 'error'

export interface NotificationOptions {
  kind?: NotificationKind
  title: Readable
  body?: Content
  /** Reads it out at once; only for what has just happened. */
  live?: boolean
}

/** A message that stands out from the page. */
export function notification({ kind = 'info', title, body, live }: NotificationOptions): TemplateResult {
  const role = live ? (kind === 'error' ? 'alert' : 'status') : nothing
  return html`<div class="kw-notification kw-notification--${kind}" role=${role}>
    ${icon(kind, 'large')}
    <div class="kw-notification__content">
      <p class="kw-notification__title">
        <span class="kw-visually-hidden">${t(`kit.notification.${kind}`)}</span> ${title}
      </p>
      ${body ? html`<div class="kw-notification__body">${body}</div>` : nothing}
    </div>
  </div>`
}
