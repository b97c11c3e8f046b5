/** A day as people read it, e.g. "Dienstag, 1. Dezember 2026", where an office is. */
export const dayInWords = (moment: Date, timeZone: string, locale: string): string =>
  new Intl.DateTimeFormat(formatLocale(locale), { dateStyle: 'full', timeZone }).format(moment)

/** A time as people read it, e.g. "10:20". */
export const timeInWords = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('de', { hour: '2-digit', minute: '2-digit', timeZone }).format(moment)

/** A calendar day (`YYYY-MM-DD`) as a heading, e.g. "Dienstag, 1. Dezember 2026". */
export const wholeDay = (day: string, locale: string): string => dayInWords(noonOf(day), 'UTC', locale)

/** The same where many stand side by side, e.g. "Di., 1. Dez.". */
export const shortDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(formatLocale(locale), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(noonOf(day))

const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)

const formatLocale = (locale: string): string => (locale === 'de-simple' ? 'de' : locale)
