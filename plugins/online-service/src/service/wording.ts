/** The same words in several languages. German is always there; a missing language falls back to it. */
export interface Wording {
  readonly de: string
  readonly en?: string
  /** Leichte Sprache (easy-to-read German). */
  readonly 'de-simple'?: string
}

export type Locale = keyof Wording

/** The words in this language, or the German ones. */
export const inWords = (wording: Wording, locale: string): string => wording[locale as Locale] ?? wording.de

/** The tag that dates and amounts are formatted with: Leichte Sprache writes them as German does. */
export const formatLocale = (locale: string): string => (locale === 'de-simple' ? 'de' : locale)
