/** The BCP 47 tag for one of our locales. `simple` is a registered variant: Leichte Sprache is `de-simple`. */
export const languageTag = (locale: string): string => locale
