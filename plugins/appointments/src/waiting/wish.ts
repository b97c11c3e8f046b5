import type { Interval } from '../time/interval.ts'
import { cellAt } from '../time/cell.ts'

/** When on a day somebody can come; the morning ends at noon. */
export type TimeOfDay = 'any' | 'morning' | 'afternoon'

/** When somebody would come. */
export interface Wish {
  firstDay: string
  lastDay: string
  timeOfDay: TimeOfDay
}

/** The cells of a day in which an appointment for this wish must lie. */
export function windowOf(wish: Wish, day: string, timeZone: string): Interval {
  if (day < wish.firstDay || day > wish.lastDay) return { from: 0, to: 0 }
  const noon = cellAt(day, '12:00', timeZone)
  return {
    from: wish.timeOfDay === 'afternoon' ? noon : cellAt(day, '00:00', timeZone),
    to: wish.timeOfDay === 'morning' ? noon : cellAt(day, '24:00', timeZone),
  }
}
