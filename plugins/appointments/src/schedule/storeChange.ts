import { newId } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import type { Tables } from '../rows.ts'
import type { ExceptionInput, ScheduleChange } from './change.ts'
import type { OpeningRule } from './rule.ts'

/**
 * Stores one change of a schedule and says what it was about. With the first change of a rule those of the deployment
 * become the office's own.
 */
export async function storeChange(
  em: EntityManager,
  office: Office,
  change: ScheduleChange,
  deployed: readonly OpeningRule[] | null,
): Promise<string> {
  if (change.kind === 'exception') return storeException(em, office, change.id, change.exception)
  const copies = deployed === null ? new Map<string, string>() : await ownRules(em, office, deployed)
  const id = change.id === null ? newId() : (copies.get(change.id) ?? change.id)
  await rows(em).deleteFrom('appointments_rule').where('id', '=', id).where('office', '=', office.id).execute()
  if (change.rule !== null) {
    await rows(em)
      .insertInto('appointments_rule')
      .values({ ...change.rule, id, office: office.id })
      .execute()
  }
  return `rule:${id}`
}

async function ownRules(
  em: EntityManager,
  office: Office,
  deployed: readonly OpeningRule[],
): Promise<Map<string, string>> {
  const copies = deployed.map((rule) => ({ ...rule, id: newId() }))
  if (copies.length > 0) await rows(em).insertInto('appointments_rule').values(copies).execute()
  await rows(em).updateTable('appointments_office').set({ ownRules: true }).where('office', '=', office.id).execute()
  return new Map(deployed.map(({ id }, index) => [id, copies[index]!.id]))
}

async function storeException(
  em: EntityManager,
  office: Office,
  known: string | null,
  exception: ExceptionInput | null,
): Promise<string> {
  const id = known ?? newId()
  await rows(em).deleteFrom('appointments_exception').where('id', '=', id).where('office', '=', office.id).execute()
  if (exception !== null) {
    const empty = { from: null, to: null, publicLanes: null, internalLanes: null }
    const row: Tables['appointments_exception'] = {
      ...exception,
      ...(exception.kind === 'closed' ? empty : {}),
      id,
      office: office.id,
    }
    await rows(em).insertInto('appointments_exception').values(row).execute()
  }
  return `exception:${id}`
}
