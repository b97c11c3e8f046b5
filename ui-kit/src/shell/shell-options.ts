import type { Content } from '../content.ts'
import type { LanguageLink } from '../language-switch/language-switch.ts'
import type { IconName } from '../icon/icon.ts'
import type { Readable } from '../text.ts'

export interface NavigationLink {
  label: Readable
  href: string
  current?: boolean
  icon?: IconName
  /** How many things wait behind it. */
  count?: number
}

export interface Account {
  /** Who is logged in; absent when nobody is. */
  name?: string | null
  /** Links of the account menu, e.g. „Mein Konto“; for anonymous visitors the login link. */
  links: readonly NavigationLink[]
  /** The form that logs out, ready with its hidden fields. */
  logout?: Content
}

export interface ShellOptions {
  /** Our locale code, e.g. `de`. */
  lang: string
  title: Readable
  siteName: Readable
  /** Second line under the site's name, e.g. „Serviceportal“. */
  siteClaim?: Readable
  homeHref?: string
  /** Address of the municipality's mark (SVG, decorative); without one the kit draws a neutral one. */
  logo?: string
  /** Goes into `<head>`: import map, module scripts, meta elements. */
  head?: Content
  navigation: readonly NavigationLink[]
  account?: Account
  languages: readonly LanguageLink[]
  footerLinks: readonly NavigationLink[]
  /** A bar above everything, e.g. „Beispiel – kein offizielles Angebot“. */
  notice?: Readable
  body: Content
  area: 'citizen' | 'staff'
  /** Nothing around the content, for a screen that stands by itself. */
  bare?: boolean
  stylesheets: readonly string[]
  /** This page in other languages, for search engines. */
  alternateLinks?: readonly { locale: string; href: string }[]
  description?: Readable
  /** Whether the page shows problems: puts „Fehler:“ before the title, which is what screen readers say first. */
  hasProblems?: boolean
  /** Address of the site's icon. */
  icon?: string
}
