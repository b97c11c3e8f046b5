import { html } from 'lit'
import { button, t } from '@kreiswerk/ui-kit'
import type { Account, LanguageLink, NavigationLink } from '@kreiswerk/ui-kit'
import { assertAllowed } from '../action/allow.ts'
import { isError } from '../base/error.ts'
import type { Actor } from '../auth/actor.ts'
import type { MenuEntry } from './page.ts'
import { localeParameter } from './locale.ts'
import type { BoundPage, Site } from './site.ts'
import type { Visit } from './visit.ts'

/** The navigation of an area: pages with a menu entry whom their rule lets this person in. */
export function navigationOf({ site, served, caller, address }: Visit): NavigationLink[] {
  const { area } = served.page.definition
  const here = address.url.split('?')[0] ?? ''
  const entries = site.pages
    .filter(({ page }) => page.definition.area === area && page.definition.menu !== undefined)
    .filter(({ page }) => area === 'citizen' || isLetIn(page.definition.allow, caller.actor))
    .sort((a, b) => orderOf(a) - orderOf(b))
  const nearest = placeOf(
    here,
    entries.map(({ page }) => page.definition.path),
  )
  return entries.map((bound) => {
    const href = bound.page.definition.path
    return { label: labelOf(site, bound, caller.locale), href, current: href === nearest }
  })
}

/** The place of the navigation that a page belongs to: of several the one that is nearest. */
const placeOf = (here: string, places: readonly string[]): string | undefined =>
  places.filter((place) => isWithin(here, place)).toSorted((a, b) => b.length - a.length)[0]

const starts: readonly string[] = ['/', '/staff']

/** Whether a place of the navigation is where this page belongs: itself, or the list above it. */
const isWithin = (here: string, place: string): boolean =>
  here === place || (!starts.includes(place) && here.startsWith(`${place}/`))

const entryOf = ({ page }: BoundPage): MenuEntry =>
  typeof page.definition.menu === 'object' ? page.definition.menu : {}

const orderOf = (bound: BoundPage) => entryOf(bound).order ?? 100

// Words of another plugin's page come from that plugin.
function labelOf(site: Site, bound: BoundPage, locale: string): string {
  const { title } = bound.page.definition
  const label = entryOf(bound).label ?? (typeof title === 'function' ? '' : title)
  return site.messages.say(bound.plugin, locale, label)
}

function isLetIn(allow: BoundPage['page']['definition']['allow'], actor: Actor): boolean {
  try {
    assertAllowed(allow, actor)
    return true
  } catch (error) {
    if (isError(error)) return false
    throw error
  }
}

/** The links that the law wants on every page (TMG/DDG § 5, DSGVO Art. 13, BITV 2.0 § 7). */
export function footerOf({ site, caller }: Visit): NavigationLink[] {
  return site.pages
    .filter(({ page }) => page.definition.footer === true)
    .sort((a, b) => orderOf(a) - orderOf(b))
    .map((bound) => ({ label: labelOf(site, bound, caller.locale), href: bound.page.definition.path }))
}

/** The same page in the other languages. */
export function languagesOf({ site, caller, address }: Visit): LanguageLink[] {
  return site.identity.languages.map((locale) => {
    const url = new URL(address.url, 'http://portal')
    url.searchParams.set(localeParameter, locale)
    return { locale, href: url.pathname + url.search, current: locale === caller.locale }
  })
}

const places = {
  citizen: { login: '/anmelden', account: '/konto', logout: '/abmelden' },
  staff: { login: '/staff/anmelden', account: '/staff/konto', logout: '/staff/abmelden' },
} as const

/** Who is logged in, with the way out; or the way in. */
export function accountOf({ served, caller }: Visit, csrfToken: string): Account {
  const { login, account, logout } = places[served.page.definition.area]
  const { actor } = caller
  if (actor.kind === 'anonymous') return { links: [{ label: t('core.log-in'), href: login }] }
  return {
    name: actor.name,
    links: [{ label: t('core.my-account'), href: account }],
    logout: html`<form method="post" action=${logout} class="kw-logout">
      <input
        type="hidden"
        name="_action"
        value=${served.page.definition.area === 'staff' ? 'core.logOutStaff' : 'core.logOut'}
      />
      <input type="hidden" name="_csrf" value=${csrfToken} />
      ${button.link(t('core.log-out'))}
    </form>`,
  }
}
