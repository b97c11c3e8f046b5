import type { EntityManager } from '@kreiswerk/core'
import { rows } from '../rows.ts'
import type { Interval } from '../time/interval.ts'

/** A stretch of a desk that is taken; up to a moment if it may come free by itself. */
export interface TakenRun extends Interval {
  readonly lane: string
  readonly heldUntil: Date | null
}

/** What is taken at these desks, in order for each. */
export async function readTaken(
  em: EntityManager,
  lanes: readonly string[],
  { from, to }: Interval,
): Promise<Map<string, TakenRun[]>> {
  const cells = await rows(em)
    .selectFrom('appointments_cell')
    .select(['lane', 'cell', 'heldUntil'])
    .where('lane', 'in', lanes)
    .where('cell', '>=', from)
    .where('cell', '<', to)
    .orderBy('lane')
    .orderBy('cell')
    .execute()
  const runs = new Map<string, TakenRun[]>()
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

/** What of it still counts at a moment. */
export const takenAt = (runs: readonly TakenRun[] | undefined, now: Date): TakenRun[] =>
  (runs ?? []).filter(({ heldUntil }) => heldUntil === null || heldUntil > now)
