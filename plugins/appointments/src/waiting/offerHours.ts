import { cellAt, dayOf, momentOf, plusDays } from '../time/cell.ts'

const opens = '08:00'
const closes = '20:00'

/** From when an offer can be made, so that nobody must watch their mails at night: between 8 and 20 where the office is. */
export function nextOfferAt(now: Date, timeZone: string): Date {
  const day = dayOf(now, timeZone)
  const [from, to] = [momentOf(cellAt(day, opens, timeZone)), momentOf(cellAt(day, closes, timeZone))]
  if (now < from) return from
  return now < to ? now : momentOf(cellAt(plusDays(day, 1), opens, timeZone))
}
