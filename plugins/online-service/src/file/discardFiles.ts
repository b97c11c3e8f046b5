import type { DeleteQueryBuilder, DeleteResult } from 'kysely'
import type { WritingContext } from '@kreiswerk/core'
import { rows } from '../case/rows.ts'
import type { Tables } from '../case/rows.ts'
import type { Answers } from '../field/field.ts'
import { filesIn } from './fileView.ts'

type Deletion = DeleteQueryBuilder<Tables, 'online_service_file', DeleteResult>

/** Removes files that the condition names, with their content. */
export async function discardFiles(
  { em, discard }: Pick<WritingContext, 'em' | 'discard'>,
  of: (files: Deletion) => Deletion,
): Promise<void> {
  const found = await of(rows(em).deleteFrom('online_service_file')).returning('blob').execute()
  for (const { blob } of found) await discard(blob)
}

/** Removes the files of a person's drafts, of one service or of all. */
export const discardDraftFiles = (
  context: Pick<WritingContext, 'em' | 'discard'>,
  ownerId: string,
  service?: string,
): Promise<void> =>
  discardFiles(context, (files) => {
    const drafted = files.where('ownerId', '=', ownerId).where('caseId', 'is', null)
    return service === undefined ? drafted : drafted.where('service', '=', service)
  })

/**
 * Removes files that lie with a draft and that its answers do not name: of a draft that had expired, or of an upload that
 * another one overtook. Nobody could see or remove them.
 */
export const discardUnnamed = (
  context: Pick<WritingContext, 'em' | 'discard'>,
  service: string,
  ownerId: string,
  answers: Answers,
): Promise<void> =>
  discardFiles(context, (files) => {
    const named = filesIn(answers).map(({ file }) => file.id)
    const drafted = files.where('ownerId', '=', ownerId).where('caseId', 'is', null).where('service', '=', service)
    return named.length === 0 ? drafted : drafted.where('id', 'not in', named)
  })
