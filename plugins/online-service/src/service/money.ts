import { formatLocale } from './wording.ts'

/** An amount of integer euro cents as people write it, e.g. `12,00 €`. */
export function euros(cents: number, locale = 'de'): string {
  return new Intl.NumberFormat(formatLocale(locale), { style: 'currency', currency: 'EUR' }).format(cents / 100)
}

/** Whether this is an amount a fee may have: whole cents, not negative, exact. */
export const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
