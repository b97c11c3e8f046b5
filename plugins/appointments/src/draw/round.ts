import { cellAt, dayOf, momentOf, plusDays, weekdayOf } from '../time/cell.ts'

/** How a service's times are drawn: once a week, wishes for a whole coming week are collected for some hours. */
export interface DrawRule {
  /** The day wishes are collected, 1 Monday to 7 Sunday. */
  readonly weekday: number
  /** Local times of that day, `HH:MM`. */
  readonly from: string
  readonly until: string
  /** Which week is drawn: 1 is the one after the day of collecting. */
  readonly weeksAhead: number
}

/** One draw: when wishes are collected, and the days whose times are drawn. */
export interface Round {
  readonly opensAt: Date
  readonly closesAt: Date
  readonly firstDay: string
  readonly lastDay: string
}

const mondayOf = (day: string): string => plusDays(day, 1 - weekdayOf(day))

/** The draw that a day's times belong to. */
export function roundOfDay(rule: DrawRule, day: string, timeZone: string): Round {
  const firstDay = mondayOf(day)
  const collecting = plusDays(firstDay, rule.weekday - 1 - 7 * rule.weeksAhead)
  return {
    opensAt: momentOf(cellAt(collecting, rule.from, timeZone)),
    closesAt: momentOf(cellAt(collecting, rule.until, timeZone)),
    firstDay,
    lastDay: plusDays(firstDay, 6),
  }
}

/** The draw that collects wishes, or the next one that will. */
export function nextRound(rule: DrawRule, now: Date, timeZone: string): Round {
  const week = plusDays(dayOf(now, timeZone), 7 * rule.weeksAhead)
  const round = roundOfDay(rule, week, timeZone)
  return now < round.closesAt ? round : roundOfDay(rule, plusDays(week, 7), timeZone)
}

export const isCollecting = ({ opensAt, closesAt }: Round, now: Date): boolean => opensAt <= now && now < closesAt
