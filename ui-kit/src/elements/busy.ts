import type { TemplateResult } from 'lit'
import { html } from 'lit'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

/** Says that something is on its way. Its style shows it only after a moment, so that quick answers do not flicker. */
export const busy = (label: Readable = t('kit.element.loading')): TemplateResult =>
  html`<p class="kw-busy" role="status">${label}</p>`
