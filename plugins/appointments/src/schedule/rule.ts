import { daysBetween, daysInMonth, plusDays, weekdayOf } from '../time/cell.ts'

/** How many desks of a group are open: for everybody, and for those whom staff book or who come without appointment. */
export interface Staffing {
  readonly publicLanes: number
  readonly internalLanes: number
}

/** A group of desks is open at a weekday, every week unless told otherwise. */
export interface OpeningRule extends Staffing {
  readonly id: string
  readonly office: string
  readonly group: string
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number
  /** Where the office is, `HH:MM`. */
  readonly from: string
  /** `HH:MM`, also `24:00`. */
  readonly to: string
  /** First day it counts, `YYYY-MM-DD`. */
  readonly validFrom: string
  /** Last day it counts; without end if `null`. */
  readonly validUntil: string | null
  /** Every so many weeks, counted from the week of `validFrom`. */
  readonly everyWeeks: number
  /** Only the first (1) to fourth (4) of these weekdays in a month, or the last (5). */
  readonly nthWeek: number | null
}

/** Something else than the rules on some days. */
export type OpeningException = {
  readonly id: string
  readonly office: string
  /** The whole office if `null`. */
  readonly group: string | null
  readonly firstDay: string
  readonly lastDay: string
  /** Told to citizens where it closes the office. */
  readonly reason: string
} & (
  | { readonly kind: 'closed' }
  /** Open at these hours instead, also on a holiday. */
  | ({ readonly kind: 'hours'; readonly from: string; readonly to: string } & Staffing)
  /** At most so many desks between these hours. */
  | ({ readonly kind: 'staffing'; readonly from: string; readonly to: string } & Staffing)
)

/** Whether a rule counts on a day. */
export function appliesOn(rule: OpeningRule, day: string): boolean {
  if (weekdayOf(day) !== rule.weekday) return false
  if (day < rule.validFrom || (rule.validUntil !== null && day > rule.validUntil)) return false
  if (rule.everyWeeks > 1 && weeksBetween(rule.validFrom, day) % rule.everyWeeks !== 0) return false
  return rule.nthWeek === null || isNthWeek(day, rule.nthWeek)
}

/** Whether an exception counts for a group on a day. */
export const touches = (exception: OpeningException, group: string, day: string): boolean =>
  (exception.group === null || exception.group === group) && exception.firstDay <= day && day <= exception.lastDay

const mondayOf = (day: string): string => plusDays(day, 1 - weekdayOf(day))
const weeksBetween = (from: string, to: string): number => daysBetween(mondayOf(from), mondayOf(to)) / 7

function isNthWeek(day: string, nth: number): boolean {
  const dayOfMonth = Number(day.slice(8))
  return nth === 5 ? dayOfMonth + 7 > daysInMonth(day) : Math.ceil(dayOfMonth / 7) === nth
}
