import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Readable } from '../text.ts'

export type TagKind = 'neutral' | 'info' | 'success' | 'warning' | 'error'

/** A short state in words, e.g. of a request. The colour only supports the word. */
export const tag = (label: Readable, kind: TagKind = 'neutral'): TemplateResult =>
  html`<strong class="kw-tag kw-tag--${kind}">${label}</strong>`

/** A number that waits for attention; `label` says to screen readers what is counted. */
export const badge = (count: number | string, label?: Readable): TemplateResult =>
  html`<span class="kw-badge"
    >${count}${label ? html`<span class="kw-visually-hidden"> ${label}</span>` : nothing}</span
  >`
