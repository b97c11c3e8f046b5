import { conflict, insertRow, newId, notFound, openRow, openRows, rowsOf, sealRow } from '@kreiswerk/core'
import type { ActionContext, Actor, EntityManager, OpenRow, RowOf } from '@kreiswerk/core'
import { advance, phaseOf } from './state.ts'
import type { CaseState, CaseStep } from './state.ts'
import { Case, CaseEvent, Output } from './case.ts'
import type { Draft, EventKind } from './case.ts'
import type { CaseFile } from '../file/file.ts'

/** Rows as people read them, with what is personal open; `null` where the person is erased. */
export type CaseRow = OpenRow<RowOf<typeof Case>>
export type EventRow = OpenRow<RowOf<typeof CaseEvent>>
export type OutputRow = OpenRow<RowOf<typeof Output>>

/** Rows as they lie in the database. */
export interface Tables {
  online_service_case: RowOf<typeof Case>
  online_service_event: RowOf<typeof CaseEvent>
  online_service_draft: RowOf<typeof Draft>
  online_service_output: RowOf<typeof Output>
  online_service_file: RowOf<typeof CaseFile>
}

export const rows = (em: EntityManager) => rowsOf<Tables>(em)

/** The case of this id; throws `action.not-found`. */
export async function readCase(em: EntityManager, id: string): Promise<CaseRow> {
  const row = await rows(em).selectFrom('online_service_case').selectAll().where('id', '=', id).executeTakeFirst()
  const found = await openRow(em, Case, row)
  if (found === undefined) throw notFound()
  return found
}

/** The case of this id if it is this account's; to anybody else it does not exist. */
export async function readOwnCase(em: EntityManager, id: string, actor: Actor): Promise<CaseRow> {
  const found = await readCase(em, id)
  if (found.ownerId !== actor.accountId) throw notFound()
  return found
}

/** The case of this id, for staff of its unit; throws `action.forbidden` for all others. */
export async function readCaseAsStaff(
  { em, authorize }: Pick<ActionContext, 'em' | 'authorize'>,
  id: string,
): Promise<CaseRow> {
  const found = await readCase(em, id)
  authorize('online-service.read', { unit: found.unit })
  return found
}

export async function readEvents(em: EntityManager, caseId: string): Promise<EventRow[]> {
  const found = rows(em).selectFrom('online_service_event').selectAll().where('caseId', '=', caseId).orderBy('id')
  return openRows(em, CaseEvent, await found.execute())
}

export async function readOutputs(em: EntityManager, caseId: string): Promise<OutputRow[]> {
  const found = rows(em).selectFrom('online_service_output').selectAll().where('caseId', '=', caseId).orderBy('id')
  return openRows(em, Output, await found.execute())
}

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
  const sealed = await sealRow(em, Case, { ...also, id: row.id })
  const result = await rows(em)
    .updateTable('online_service_case')
    .set({ ...state, phase: phaseOf(state.stage), assigneeId: assignee, ...sealed, revision: row.revision + 1 })
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
  await insertRow(em, CaseEvent, await sealRow(em, CaseEvent, event))
}
