import { daysBetween, plusDays } from '../time/cell.ts'

/** Days from one to another, both included. */
export interface Period {
  from: string
  to: string
}

export const mostDays = 92
const usualDays = 28

/**
 * The period that somebody asks for; four weeks up to its end, or up to yesterday, where they leave that open. `null` where
 * it runs backwards or is longer than `mostDays`.
 */
export function periodOf(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  yesterday: string,
): Period | null {
  const last = to ?? (from === undefined || from < yesterday ? yesterday : from)
  const first = from ?? plusDays(last, 1 - usualDays)
  const days = daysBetween(first, last) + 1
  return days < 1 || days > mostDays ? null : { from: first, to: last }
}
