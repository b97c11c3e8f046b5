import type { TemplateResult } from 'lit'
import { html } from 'lit'
import { t } from '../text.ts'

/** The first thing on a page: takes keyboard users past header and navigation. */
export const skipLink = (target = 'main'): TemplateResult =>
  html`<a class="kw-skip-link" href="#${target}">${t('kit.skip')}</a>`
