import type { TemplateResult } from 'lit'
import { html } from 'lit'
import { icon } from '../icon/icon.ts'
import type { Readable } from '../text.ts'
import { t } from '../text.ts'

/** Leads one step back; stands before everything else in the main area. */
export const backLink = (href: string, label: Readable = t('kit.back')): TemplateResult =>
  html`<a class="kw-back-link" href=${href}>${icon('back')}${label}</a>`
