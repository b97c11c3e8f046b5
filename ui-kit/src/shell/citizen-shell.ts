import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import { brand } from './brand.ts'
import type { Content } from '../content.ts'
import { icon } from '../icon/icon.ts'
import { languageSwitch } from '../language-switch/language-switch.ts'
import type { Account, NavigationLink, ShellOptions } from './shell-options.ts'
import { skipLink } from '../skip-link/skip-link.ts'
import { t } from '../text.ts'

/** The citizens' page: skip link, header, navigation, main area, footer. */
export function citizenShell(options: ShellOptions): TemplateResult {
  return html`${skipLink()}
    <header class="kw-header">
      ${options.notice ? html`<p class="kw-notice">${options.notice}</p>` : nothing}
      <div class="kw-wrap kw-header__bar">
        ${brand(options)}
        <div class="kw-header__tools">
          ${options.languages.length > 1 ? languageSwitch(options.languages) : nothing} ${accountLinks(options.account)}
        </div>
        ${menu(options)}
      </div>
      ${
        options.navigation.length > 0
          ? html`<nav class="kw-navigation" aria-label=${t('kit.navigation')}>
              <div class="kw-wrap">${linkList(options.navigation)}</div>
            </nav>`
          : nothing
      }
    </header>
    <main class="kw-main kw-wrap" id="main" tabindex="-1">${options.body}</main>
    ${footer(options)}`
}

const link = ({ label, href, current }: NavigationLink): TemplateResult =>
  html`<a href=${href} aria-current=${current ? 'page' : nothing}>${label}</a>`

const linkList = (links: readonly NavigationLink[]): TemplateResult =>
  html`<ul role="list">
    ${links.map((item) => html`<li>${link(item)}</li>`)}
  </ul>`

function accountLinks(account: Account | undefined): Content {
  if (!account) return nothing
  return html`<div class="kw-account">
    ${icon('person')} ${account.name ? html`<span class="kw-account__name">${account.name}</span>` : nothing}
    ${account.links.map(link)} ${account.logout ?? nothing}
  </div>`
}

/**
 * The same links again for narrow screens, folded away in a `<details>`: it opens without JavaScript. Style sheets show
 * one of the two, and what is not displayed does not exist for assistive technology.
 */
function menu(options: ShellOptions): TemplateResult {
  return html`<details class="kw-menu">
    <summary class="kw-menu__button">${icon('menu')}${t('kit.menu')}</summary>
    <div class="kw-menu__panel">
      <nav aria-label=${t('kit.navigation')}>${linkList(options.navigation)}</nav>
      ${accountLinks(options.account)} ${options.languages.length > 1 ? languageSwitch(options.languages) : nothing}
    </div>
  </details>`
}

function footer(options: ShellOptions): TemplateResult {
  return html`<footer class="kw-footer">
    <div class="kw-wrap kw-footer__inner">
      <p class="kw-footer__name">${options.siteName}</p>
      <nav aria-label=${t('kit.footer')}>${linkList(options.footerLinks)}</nav>
    </div>
  </footer>`
}
