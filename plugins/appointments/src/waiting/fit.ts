import type { Interval } from '../time/interval.ts'
import { intersect } from '../time/interval.ts'

/** What an entry needs of time that came free, in cells. */
export interface Fit {
  /** Stretches that are free, open to everybody and wished for; in order. */
  free: readonly Interval[]
  length: number
  /** Appointments begin every so many cells, counted from `dayStart`. */
  grid: number
  dayStart: number
  notBefore: number
}

/** The first cell at which it fits; `null` when it does not. */
export function firstFit({ free, length, grid, dayStart, notBefore }: Fit): number | null {
  for (const { from, to } of free) {
    const start = dayStart + Math.ceil((Math.max(from, notBefore) - dayStart) / grid) * grid
    if (start + length <= to) return start
  }
  return null
}

/** What of some time lies in all of these. */
export const within = (time: Interval, ...others: (readonly Interval[])[]): Interval[] =>
  others.reduce<Interval[]>((left, other) => intersect(left, other), [time])
