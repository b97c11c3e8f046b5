import { Type } from '@kreiswerk/core'
import type { EntityManager, PluginContext, Problem, Static } from '@kreiswerk/core'
import { rows } from '../case/rows.ts'
import type { CaseRow } from '../case/rows.ts'
import type { Answers, AttachedFile } from '../field/field.ts'
import { attachedIn } from '../field/kinds/file.ts'

/** How far the scanner is with a file; `stored` where there is none. Rejected files are never handed out. */
export const FileState = Type.Union([
  Type.Literal('stored'),
  Type.Literal('checking'),
  Type.Literal('checked'),
  Type.Literal('rejected'),
])

export const FileView = Type.Object({
  id: Type.String(),
  /** The field it answers. */
  field: Type.String(),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  state: FileState,
})

export type FileView = Static<typeof FileView>

const states = {
  unscanned: 'stored',
  quarantined: 'checking',
  clean: 'checked',
  infected: 'rejected',
  unscannable: 'rejected',
} as const

/** The files that answers name, with their state; `caseId` is `null` for a draft. */
export async function viewFiles(
  { em, blobs }: { em: EntityManager; blobs: PluginContext['blobs'] },
  answers: Answers | null,
  place: { ownerId: string; caseId: string | null },
): Promise<FileView[]> {
  const named = filesIn(answers ?? {})
  if (named.length === 0) return []
  const stored = await rows(em)
    .selectFrom('online_service_file')
    .select(['id', 'blob'])
    .where('ownerId', '=', place.ownerId)
    .where('caseId', place.caseId === null ? 'is' : '=', place.caseId)
    .execute()
  const blobOf = new Map(stored.map(({ id, blob }) => [id, blob]))
  const stateOf = await blobs.statesOf(em, [...blobOf.values()])
  return named.flatMap(({ field, file }) => {
    const state = stateOf.get(blobOf.get(file.id) ?? '')
    return state === undefined ? [] : [{ ...file, field, state: states[state] }]
  })
}

/** The files of a case. */
export const viewFilesOf = (
  context: { em: EntityManager; blobs: PluginContext['blobs'] },
  { id, ownerId, answers }: CaseRow,
): Promise<FileView[]> => viewFiles(context, answers, { ownerId, caseId: id })

/** Every file in the answers, with its field. */
export const filesIn = (answers: Answers): { field: string; file: AttachedFile }[] =>
  Object.entries(answers).flatMap(([field, answer]) => attachedIn(answer).map((file) => ({ field, file })))

/** A file in which something was found, or that cannot be checked, has to go before anything is filed. */
export const rejectedFiles = (files: readonly FileView[]): Problem[] =>
  files
    .filter(({ state }) => state === 'rejected')
    .map(({ field, name }) => ({ pointer: `/${field}`, code: 'file-rejected', params: { name } }))
