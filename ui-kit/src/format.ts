import { currentLocale, t, Text } from './text.ts'

class ComputedText extends Text {
  readonly #compute: (locale: string) => string

  constructor(compute: (locale: string) => string) {
    super('kit.computed', {})
    this.#compute = compute
  }

  override toString(): string {
    return this.#compute(currentLocale())
  }
}

/** The language tag that `Intl` understands for one of our locales: Leichte Sprache formats like German. */
const intlLocale = (locale: string): string => (locale.startsWith('de') ? 'de-DE' : locale === 'en' ? 'en-GB' : locale)

const formats = new Map<string, Intl.DateTimeFormat>()

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(intlLocale(locale), options)))
  return format
}

const instant = (value: Date | string): Date => (typeof value === 'string' ? new Date(value) : value)

/** A day in words, e.g. „3. Mai 2027“. A string without a time is taken as that calendar day. */
export function formatDate(value: Date | string): Text {
  const plainDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  const timeZone = plainDay ? 'UTC' : 'Europe/Berlin'
  return new ComputedText((locale) => dateFormat(locale, { dateStyle: 'long', timeZone }).format(instant(value)))
}

/** A moment in German local time, e.g. „03.05.2027, 14:30“. */
export function formatDateTime(value: Date | string): Text {
  return new ComputedText((locale) =>
    dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(instant(value)),
  )
}

/** An amount of integer euro cents, e.g. „12,50 €“. */
export function formatMoney(cents: number): Text {
  return new ComputedText((locale) =>
    new Intl.NumberFormat(intlLocale(locale), { style: 'currency', currency: 'EUR' }).format(cents / 100),
  )
}

/** A number with the separators of the language. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): Text {
  return new ComputedText((locale) => new Intl.NumberFormat(intlLocale(locale), options).format(value))
}

/** How many there are, or „mehr als 1.000“ where nobody counted on. */
export const formatCount = ({ count, capped }: { count: number; capped: boolean }): Text =>
  capped ? t('kit.more-than', { count: formatNumber(count) }) : formatNumber(count)

/** A file size in the largest fitting unit, e.g. „1,2 MB“. */
export function formatBytes(bytes: number): Text {
  const [amount, unit] =
    bytes >= 1e6 ? [bytes / 1e6, 'megabyte'] : bytes >= 1e3 ? [bytes / 1e3, 'kilobyte'] : [bytes, 'byte']
  return formatNumber(amount, { style: 'unit', unit, maximumFractionDigits: unit === 'megabyte' ? 1 : 0 })
}
