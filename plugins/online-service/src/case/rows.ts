import { conflict, newId, notFound, rowsOf } from '@kreiswerk/core'
import type { Actor, EntityManager, InferEntity } from '@kreiswerk/core'
import { advance } from './state.ts'
import type { CaseState, CaseStep } from './state.ts'
import type { Case, CaseEvent, Draft, EventKind, Output } from './case.ts'

export type CaseRow = InferEntity<typeof Case>
export type EventRow = InferEntity<typeof CaseEvent>
export type DraftRow = InferEntity<typeof Draft>
export type OutputRow = InferEntity<typeof Output>

export interface Tables {
  online_service_case: CaseRow
  online_service_event: EventRow
  online_service_draft: DraftRow
  online_service_output: OutputRow
}

export const rows = (em: EntityManager) => rowsOf<Tables>(em)

/** The case of this id; throws `action.not-found`. */
export async function readCase(em: EntityManager, id: string): Promise<CaseRow> {
  const found = await rows(em).selectFrom('online_service_case').selectAll().where('id', '=', id).executeTakeFirst()
  if (found === undefined) throw notFound()
  return found
}

/** The case of this id if it is this account's; to anybody else it does not exist. */
export async function readOwnCase(em: EntityManager, id: string, actor: Actor): Promise<CaseRow> {
  const found = await readCase(em, id)
  if (found.ownerId !== actor.accountId) throw notFound()
  return found
}

export const readEvents = (em: EntityManager, caseId: string): Promise<EventRow[]> =>
  rows(em).selectFrom('online_service_event').selectAll().where('caseId', '=', caseId).orderBy('id').execute()

export const readOutputs = (em: EntityManager, caseId: string): Promise<OutputRow[]> =>
  rows(em).selectFrom('online_service_output').selectAll().where('caseId', '=', caseId).orderBy('id').execute()

export const stateOf = (row: CaseRow): CaseState => ({
  stage: row.stage,
  payment: row.payment,
  assignee: row.assigneeId ?? null,
  outcome: row.outcome ?? null,
  refundDue: row.refundDue,
})

/** Takes a case one step further and notes that in its history. Throws the step's error, or `action.conflict`. */
export async function takeStep(
  em: EntityManager,
  row: CaseRow,
  step: CaseStep,
  happening: { kind: EventKind; at: Date; by: string | null; text?: string },
  also: Partial<CaseRow> = {},
): Promise<CaseState> {
  const { assignee, ...state } = advance(stateOf(row), step)
  const result = await rows(em)
    .updateTable('online_service_case')
    .set({ ...state, assigneeId: assignee, ...also, revision: row.revision + 1 })
    .where('id', '=', row.id)
    .where('revision', '=', row.revision)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) throw conflict()
  await addEvent(em, row.id, happening)
  return { ...state, assignee }
}

export async function addEvent(
  em: EntityManager,
  caseId: string,
  { kind, at, by, text }: { kind: EventKind; at: Date; by: string | null; text?: string },
): Promise<void> {
  const event = { id: newId(), caseId, kind, at, by, text: text ?? null }
  await rows(em).insertInto('online_service_event').values(event).execute()
}
