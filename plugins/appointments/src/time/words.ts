/** A day as people read it, e.g. "Dienstag, 1. Dezember 2026", where an office is. */
export const dayInWords = (moment: Date, timeZone: string, locale: string): string =>
  new Intl.DateTimeFormat(formatLocale(locale), { dateStyle: 'full', timeZone }).format(moment)

/** A time as people read it, e.g. "10:20". */
export const timeInWords = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('de', { hour: '2-digit', minute: '2-digit', timeZone }).format(moment)

const formatLocale = (locale: string): string => (locale === 'de-simple' ? 'de' : locale)
