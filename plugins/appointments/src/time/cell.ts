import { Temporal } from 'temporal-polyfill'
import type { Interval } from './interval.ts'
import { remembered } from './remembered.ts'

/**
 * Time is booked in cells of five minutes, counted from 1970-01-01T00:00Z: the change to and from summer time then
 * neither skips a cell nor counts one twice.
 */
export const cellMinutes = 5
const cellMilliseconds = cellMinutes * 60_000

/** The cell that a moment lies in. */
export const cellOf = (moment: Date): number => Math.floor(moment.getTime() / cellMilliseconds)

/** The first cell that begins at a moment or after it. */
export const cellFrom = (moment: Date): number => Math.ceil(moment.getTime() / cellMilliseconds)

/** The moment a cell begins. */
export const momentOf = (cell: number): Date => new Date(cell * cellMilliseconds)

/** Cells that so many minutes take, the last one whole. */
export const cellsIn = (minutes: number): number => Math.ceil(minutes / cellMinutes)

const startOf = (day: string, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.PlainDate.from(day).toZonedDateTime(timeZone)

/** The cells of a calendar day (`YYYY-MM-DD`) where an office is: 288, but 276 and 300 when the clocks change. */
export const cellsOfDay = remembered((day: string, timeZone: string): Interval => {
  const start = startOf(day, timeZone)
  return {
    from: start.epochMilliseconds / cellMilliseconds,
    to: start.add({ days: 1 }).epochMilliseconds / cellMilliseconds,
  }
})

/**
 * The cell in which the clock of an office shows a time (`HH:MM`, also `24:00`). A time that the clocks skip counts as
 * the hour after, one that comes twice as the first.
 */
export function cellAt(day: string, time: string, timeZone: string): number {
  if (time === '24:00') return cellsOfDay(day, timeZone).to
  const local = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time))
  return Math.floor(local.toZonedDateTime(timeZone).epochMilliseconds / cellMilliseconds)
}

/** The calendar day (`YYYY-MM-DD`) of a moment where an office is; days begin with a cell. */
export const dayOf = (moment: Date, timeZone: string): string => dayOfCell(timeZone, cellOf(moment))

const dayOfCell = remembered((timeZone: string, cell: number): string =>
  Temporal.Instant.fromEpochMilliseconds(cell * cellMilliseconds)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString(),
)

/** The hour (0 to 23) that the clock of an office shows at a moment. */
export const hourOf = (moment: Date, timeZone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).hour

/** The day so many days later. */
export const plusDays = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()

/** So many days from the first one on. */
export const daysAfter = remembered((first: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => plusDays(first, index)),
)

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days

/** How many days the month of a day has. */
export const daysInMonth = (day: string): number => Temporal.PlainDate.from(day).daysInMonth

/** Days from one to another, both included. */
export function* daysFrom(first: string, last: string): Generator<string> {
  // Counted, not compared: after the last day of the year 9999 days are written in another way.
  const days = daysBetween(first, last)
  for (let index = 0; index <= days; index += 1) yield plusDays(first, index)
}
