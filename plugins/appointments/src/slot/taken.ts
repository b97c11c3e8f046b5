import { statement } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { Tables } from '../rows.ts'
import type { Interval } from '../time/interval.ts'

/** A stretch of a desk that is taken; up to a moment if it may come free by itself. */
export interface TakenRun extends Interval {
  readonly lane: string
  readonly heldUntil: Date | null
}

/** Time of desks that is looked at. */
export interface Stretch extends Interval {
  readonly lanes: readonly string[]
}

/** What is taken within these stretches, which do not overlap, in order for each desk. */
export async function readTaken(em: EntityManager, stretches: readonly Stretch[]): Promise<Map<string, TakenRun[]>> {
  const runs = new Map<string, TakenRun[]>()
  const inOrder = [...stretches].sort((a, b) => a.from - b.from)
  const found = await Promise.all(
    inOrder.map(({ lanes, from, to }) => takenWithin(em, { lanes: [...lanes], from, to })),
  )
  const cells = found.flatMap(({ rows }) => rows)
  for (const { lane, cell, heldUntil } of cells) {
    const ofLane = runs.get(lane) ?? []
    runs.set(lane, ofLane)
    const last = ofLane.at(-1)
    if (last?.to === cell && last.heldUntil?.getTime() === heldUntil?.getTime()) {
      ofLane[ofLane.length - 1] = { ...last, to: cell + 1 }
    } else {
      ofLane.push({ lane, from: cell, to: cell + 1, heldUntil })
    }
  }
  return runs
}

const takenWithin = statement<Tables>()((rows, { lanes, from, to }: { lanes: string[]; from: number; to: number }) =>
  rows
    .selectFrom('appointments_cell')
    .select(['lane', 'cell', 'heldUntil'])
    .where('lane', 'in', lanes)
    .where('cell', '>=', from)
    .where('cell', '<', to)
    .orderBy('lane')
    .orderBy('cell'),
)

/** What of it still counts at a moment. */
export const takenAt = (runs: readonly TakenRun[] | undefined, now: Date): TakenRun[] =>
  (runs ?? []).filter(({ heldUntil }) => heldUntil === null || heldUntil > now)

/** Those of ordered runs that touch an interval. */
export function runsWithin(runs: readonly TakenRun[], { from, to }: Interval): readonly TakenRun[] {
  const first = firstIndex(runs, (run) => run.to > from)
  const end = firstIndex(runs, (run) => run.from >= to)
  return runs.slice(first, end)
}

/** The first of an ordered list that something holds for, as it does for all after it. */
function firstIndex<T>(list: readonly T[], holds: (one: T) => boolean): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(list[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
