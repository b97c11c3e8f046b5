import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import type { Content } from '../content.ts'
import type { IconName } from '../icon/icon.ts'
import { icon } from '../icon/icon.ts'
import type { Readable } from '../text.ts'

export interface CardOptions {
  title: Readable
  href?: string
  body?: Content
  icon?: IconName
  /** Short facts below the text, e.g. „Gebühr ab 20 €“. */
  meta?: readonly Content[]
  /** Level of the heading, so that the outline of the page stays whole; 2 unless said otherwise. */
  level?: 2 | 3
}

/** One thing to choose; the whole card leads to it. */
export function card(options: CardOptions): TemplateResult {
  const { title, href, body, meta = [], level = 2 } = options
  const name = href ? html`<a class="kw-card__link" href=${href}>${title}</a>` : title
  return html`<article class=${href ? 'kw-card kw-card--link' : 'kw-card'}>
    ${options.icon ? html`<span class="kw-card__icon">${icon(options.icon, 'large')}</span>` : nothing}
    ${level === 2 ? html`<h2 class="kw-card__title">${name}</h2>` : html`<h3 class="kw-card__title">${name}</h3>`}
    ${body ? html`<div class="kw-card__body">${body}</div>` : nothing}
    ${
      meta.length > 0
        ? html`<ul class="kw-card__meta" role="list">
            ${meta.map((fact) => html`<li>${fact}</li>`)}
          </ul>`
        : nothing
    }
  </article>`
}

export interface ServiceCardOptions extends Pick<CardOptions, 'title' | 'icon' | 'level'> {
  href: string
  description: Readable
  /** E.g. „20 Euro“ or „kostenlos“. */
  fee?: Readable
  /** How long it takes, e.g. „etwa 5 Minuten“. */
  duration?: Readable
  /** What kind of login it needs; nothing when none. */
  login?: Readable
}

/** A public service on offer: what it is, what it costs, how long it takes, what login it needs. */
export function serviceCard(options: ServiceCardOptions): TemplateResult {
  const { fee, duration, login, description, ...rest } = options
  const facts: [IconName, Readable | undefined][] = [
    ['euro', fee],
    ['clock', duration],
    ['lock', login],
  ]
  const meta = facts.filter(([, fact]) => fact).map(([name, fact]) => html`${icon(name, 'small')}${fact}`)
  return card({ ...rest, body: description, meta })
}

/** Cards side by side, as many as there is room for. */
export const cardGrid = (...cards: Content[]): TemplateResult => html`<div class="kw-cards">${cards}</div>`
