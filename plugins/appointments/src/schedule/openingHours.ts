import { Temporal } from 'temporal-polyfill'
import type { Office } from '../office/office.ts'
import { cellsOfDay, momentOf } from '../time/cell.ts'
import type { Interval } from '../time/interval.ts'
import { openLanes } from './opening.ts'
import type { OpenLane, Schedule } from './opening.ts'

/** A stretch of a day on which the same number of a group's desks is open. */
export interface OpenStretch {
  readonly group: string
  /** Where the office is, `HH:MM`. */
  readonly from: string
  /** `HH:MM`, also `24:00`. */
  readonly to: string
  readonly publicLanes: number
  readonly internalLanes: number
}

/** The opening hours of a day as people read them: what rules and exceptions come to, group by group, in order. */
export function openingHours(office: Office, schedule: Schedule, day: string): OpenStretch[] {
  const lanes = openLanes(office, schedule, day)
  const end = cellsOfDay(day, office.timeZone).to
  const clock = (cell: number) => (cell === end ? '24:00' : clockAt(cell, office.timeZone))
  return office.groups.flatMap(({ id: group }) =>
    stretchesOf(lanes.filter((lane) => lane.group === group)).map(({ from, to, publicLanes, internalLanes }) => ({
      group,
      from: clock(from),
      to: clock(to),
      publicLanes,
      internalLanes,
    })),
  )
}

function stretchesOf(lanes: readonly OpenLane[]) {
  const edges = new Set(
    lanes.flatMap((lane) => [...lane.public, ...lane.internal]).flatMap(({ from, to }) => [from, to]),
  )
  const ordered = [...edges].sort((a, b) => a - b)
  return ordered.slice(0, -1).flatMap((from, index) => {
    const stretch = { from, to: ordered[index + 1]! }
    const publicLanes = lanes.filter((lane) => covers(lane.public, stretch)).length
    const internalLanes = lanes.filter((lane) => covers(lane.internal, stretch)).length
    return publicLanes + internalLanes === 0 ? [] : [{ ...stretch, publicLanes, internalLanes }]
  })
}

/** Whether one of the intervals holds all of the other. */
export const covers = (intervals: readonly Interval[], { from, to }: Interval): boolean =>
  intervals.some((one) => one.from <= from && to <= one.to)

/** The time that clocks show at the beginning of a cell, `HH:MM`. */
export const clockAt = (cell: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(momentOf(cell).getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })
