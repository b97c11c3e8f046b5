import type { Interval } from '../time/interval.ts'

/** A desk with the time that is still free, in order. */
export interface FreeLane {
  readonly lane: string
  readonly free: readonly Interval[]
}

/** A moment an appointment can begin, and at how many desks. */
export interface Start {
  readonly cell: number
  readonly lanes: number
}

export interface Offer {
  /** Cells the appointment takes. */
  length: number
  /** Appointments begin every so many cells, counted from `dayStart`. */
  grid: number
  dayStart: number
  /** No appointment begins before. */
  notBefore: number
}

/** The starts that can be offered, in order. */
export function startsIn(lanes: readonly FreeLane[], { length, grid, dayStart, notBefore }: Offer): Start[] {
  const counts = new Map<number, number>()
  for (const { free } of lanes) {
    for (const { from, to } of free) {
      const first = dayStart + Math.ceil((Math.max(from, notBefore) - dayStart) / grid) * grid
      for (let cell = first; cell + length <= to; cell += grid) counts.set(cell, (counts.get(cell) ?? 0) + 1)
    }
  }
  return [...counts].map(([cell, lanes]) => ({ cell, lanes })).sort((a, b) => a.cell - b.cell)
}

/** The earliest start, without listing the others. */
export function earliestIn(lanes: readonly FreeLane[], { length, grid, dayStart, notBefore }: Offer): number | null {
  let earliest: number | null = null
  for (const { free } of lanes) {
    for (const { from, to } of free) {
      const cell = dayStart + Math.ceil((Math.max(from, notBefore) - dayStart) / grid) * grid
      if (earliest !== null && cell >= earliest) break
      if (cell + length > to) continue
      earliest = cell
      break
    }
  }
  return earliest
}

/**
 * The desk that an appointment fits best: the one with the smallest gap around it, so that long gaps stay for those who
 * need them; of equals the first.
 */
export function bestLane(lanes: readonly FreeLane[], start: number, length: number): string | null {
  let best: { lane: string; gap: number } | null = null
  for (const { lane, free } of lanes) {
    const around = free.find(({ from, to }) => from <= start && start + length <= to)
    if (around === undefined) continue
    const gap = around.to - around.from
    if (best === null || gap < best.gap) best = { lane, gap }
  }
  return best?.lane ?? null
}
