/** The greatest amount XBezahldienste 1.0 can carry: 999,999 euros, in cents. */
export const greatestAmount = 99_999_900

const formats = new Map<string, Intl.NumberFormat>()

/** An amount in integer cents as people read it in this language, e.g. `12,50 €`. */
export function formatEuro(cents: number, locale = 'de'): string {
  let format = formats.get(locale)
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' })
    formats.set(locale, format)
  }
  return format.format(cents / 100)
}

/** Integer cents as a decimal string with two places, e.g. `-1250` → `-12.50`: no rounding, no floating point. */
export function toDecimal(cents: number): string {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`Not an amount in integer cents: ${cents}`)
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

// Two decimals of an amount up to a million are off by far less than this as a binary fraction.
const tolerance = 1e-6

/** The cents of a decimal amount as it stands in JSON; `null` when it is no whole number of cents. */
export function toCents(euros: number | string): number | null {
  const value = typeof euros === 'number' ? euros : /^-?\d+(\.\d+)?$/.test(euros) ? Number(euros) : NaN
  const cents = Math.round(value * 100)
  if (!Number.isSafeInteger(cents) || Math.abs(value * 100 - cents) > tolerance) return null
  return cents === 0 ? 0 : cents
}
