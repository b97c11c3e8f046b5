import { bestLane } from '../slot/starts.ts'
import { subtract, union } from '../time/interval.ts'
import type { Interval } from '../time/interval.ts'
import { covers } from './openingHours.ts'
import type { OpenLane } from './opening.ts'

/** An appointment at a desk, in cells. */
export interface Seated extends Interval {
  readonly id: string
  readonly lane: string
}

/** What becomes of appointments whose desk is not open all their time. */
export interface Seating {
  /** Those another desk is free for, at the same time. */
  readonly reseated: readonly { readonly seated: Seated; readonly lane: string }[]
  /** Those that there is no desk for. */
  readonly conflicts: readonly string[]
}

/** The appointments whose desk is not open all their time. */
export function misplaced<T extends Seated>(open: readonly OpenLane[], seated: readonly T[]): T[] {
  const openAt = new Map(open.map((lane) => [lane.lane, wholeOf(lane)]))
  return seated.filter((one) => !covers(openAt.get(one.lane) ?? [], one))
}

/**
 * Looks for other desks of the same group for appointments whose own is not open any more. Citizens notice nothing of it,
 * since desks have no names; only what finds none is a conflict, earliest first served.
 */
export function seatAnew(
  open: readonly OpenLane[],
  taken: ReadonlyMap<string, readonly Interval[]>,
  wrong: readonly Seated[],
): Seating {
  const free = new Map(open.map((lane) => [lane.lane, subtract(wholeOf(lane), taken.get(lane.lane) ?? [])]))
  const reseated: { seated: Seated; lane: string }[] = []
  const conflicts: string[] = []
  for (const one of [...wrong].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))) {
    const group = one.lane.slice(0, one.lane.lastIndexOf('/') + 1)
    const candidates = [...free]
      .filter(([lane]) => lane.startsWith(group))
      .map(([lane, times]) => ({ lane, free: times }))
    const lane = bestLane(candidates, one.from, one.to - one.from)
    if (lane === null) conflicts.push(one.id)
    else {
      reseated.push({ seated: one, lane })
      free.set(lane, subtract(free.get(lane)!, [one]))
    }
  }
  return { reseated, conflicts }
}

const wholeOf = (lane: OpenLane): Interval[] => union([...lane.public, ...lane.internal])
