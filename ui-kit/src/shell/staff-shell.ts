import type { TemplateResult } from 'lit'
import { html, nothing } from 'lit'
import { brand } from './brand.ts'
import { icon } from '../icon/icon.ts'
import { languageSwitch } from '../language-switch/language-switch.ts'
import type { NavigationLink, ShellOptions } from './shell-options.ts'
import { skipLink } from '../skip-link/skip-link.ts'
import { badge } from '../tag/tag.ts'
import { t } from '../text.ts'

/** The staff's page: compact header, side navigation, wide main area, live region for announcements. */
export function staffShell(options: ShellOptions): TemplateResult {
  return html`${skipLink()}
    <header>
      ${options.notice ? html`<p class="kw-notice">${options.notice}</p>` : nothing}
      <div class="kw-staff-header">${brand(options)} ${userMenu(options)}</div>
    </header>
    <div class="kw-staff">
      <nav class="kw-side" aria-label=${t('kit.navigation')}>
        <ul role="list">
          ${options.navigation.map(sideLink)}
        </ul>
      </nav>
      <main class="kw-staff__main" id="main" tabindex="-1">${options.body}</main>
    </div>
    <footer class="kw-staff-footer">
      <ul role="list">
        ${options.footerLinks.map(({ label, href }) => html`<li><a href=${href}>${label}</a></li>`)}
      </ul>
    </footer>
    <kw-announcer class="kw-visually-hidden" role="status" aria-live="polite"></kw-announcer>`
}

function sideLink({ label, href, current, icon: name, count }: NavigationLink): TemplateResult {
  return html`<li>
    <a class="kw-side__link" href=${href} aria-current=${current ? 'page' : nothing}
      >${name ? icon(name) : nothing}<span>${label}</span>${count ? badge(count) : nothing}</a
    >
  </li>`
}

function userMenu({ account, languages }: ShellOptions): TemplateResult {
  return html`<details class="kw-user-menu">
    <summary class="kw-user-menu__button">
      ${icon('person')}<span>${account?.name ?? t('kit.account')}</span>${icon('down', 'small')}
    </summary>
    <div class="kw-user-menu__panel">
      <ul role="list">
        ${(account?.links ?? []).map(({ label, href }) => html`<li><a href=${href}>${label}</a></li>`)}
      </ul>
      ${account?.logout ?? nothing} ${languages.length > 1 ? languageSwitch(languages) : nothing}
    </div>
  </details>`
}
