import { destroyKeys } from '@kreiswerk/core'
import type { WritingContext } from '@kreiswerk/core'
import { discardFiles } from '../file/discardFiles.ts'
import { rows } from '../case/rows.ts'

/** How many cases one run erases at most, so that it never holds up the portal. */
const mostAtOnce = 100

/** Erases the person from decided cases: answers, name, notes and documents go, the bare facts of the case stay. */
export async function eraseCases(context: WritingContext, ids: readonly string[]): Promise<void> {
  const { em, enqueue } = context
  if (ids.length === 0) return
  await discardFiles(context, (files) => files.where('caseId', 'in', ids))
  const outputs = await rows(em).selectFrom('online_service_output').select('blob').where('caseId', 'in', ids).execute()
  await rows(em).deleteFrom('online_service_output').where('caseId', 'in', ids).execute()
  await rows(em)
    .updateTable('online_service_case')
    .set({ applicantEmail: null, answers: null, summary: null, reason: null, keepUntil: null })
    .where('id', 'in', ids)
    .execute()
  await rows(em).updateTable('online_service_event').set({ text: null }).where('caseId', 'in', ids).execute()
  await destroyKeys(em, ids)
  // After the commit: a file cannot come back when the transaction does not succeed.
  for (const { blob } of outputs) enqueue('removeFile', { blob })
}

/** Erases the person from cases whose time is over. */
export async function eraseExpiredCases(context: WritingContext): Promise<void> {
  const expired = await rows(context.em)
    .selectFrom('online_service_case')
    .select('id')
    .where('keepUntil', '<=', context.now)
    .orderBy('keepUntil')
    .limit(mostAtOnce)
    .execute()
  for (const { id } of expired) await context.record({ object: `case:${id}` })
  await eraseCases(
    context,
    expired.map(({ id }) => id),
  )
}
