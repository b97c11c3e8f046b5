export { phraseIn as inWords } from '@kreiswerk/ui-kit'
export type { Phrase as Wording } from '@kreiswerk/ui-kit'

/** The tag that dates and amounts are formatted with: Leichte Sprache writes them as German does. */
export const formatLocale = (locale: string): string => (locale === 'de-simple' ? 'de' : locale)
