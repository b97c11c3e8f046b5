import { conflict, notFound } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { rows } from '../rows.ts'
import type { VisitRow } from '../rows.ts'
import { followVisit } from './followVisit.ts'
import { after } from './step.ts'
import type { Step, VisitState } from './step.ts'

/** The visit of this id; throws `action.not-found`. */
export async function readVisit(em: EntityManager, id: string): Promise<VisitRow> {
  const row = await rows(em).selectFrom('appointments_visit').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

/**
 * Takes a visit one step on, and its appointment with it. Whoever read the visit before somebody else took a step is
 * refused with `action.conflict`.
 */
export async function takeStep(
  em: EntityManager,
  visit: VisitRow,
  step: Step,
  now: Date,
  also: Partial<Pick<VisitRow, 'desk' | 'group'>> = {},
): Promise<VisitRow> {
  const state = after(visit.state, step)
  if (state === null) throw conflict()
  const changed = { ...also, ...marksOf(visit, state, now), state }
  const { numUpdatedRows } = await rows(em)
    .updateTable('appointments_visit')
    .set(changed)
    .where('id', '=', visit.id)
    .where('state', '=', visit.state)
    .where('calls', '=', visit.calls)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict()
  await followVisit(em, visit.bookingId, state)
  return { ...visit, ...changed }
}

/** What is noted of a step, for the people who wait now and for statistics later. */
function marksOf({ calls }: VisitRow, state: VisitState, now: Date): Partial<VisitRow> {
  if (state === 'called') return { calls: calls + 1, calledAt: now }
  if (state === 'serving') return { servingAt: now }
  if (state === 'served' || state === 'left') return { finishedAt: now }
  if (state === 'waiting') return { calls: 0, desk: null }
  return {}
}
