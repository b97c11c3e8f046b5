import { newId } from '@kreiswerk/core'
import type { Problem, WritingContext } from '@kreiswerk/core'
import { rows } from '../case/rows.ts'
import { attachedIn, mostFilesOf } from '../field/kinds/file.ts'
import type { AttachedFile } from '../field/field.ts'
import type { Service } from '../service/defineService.ts'
import { discardFiles } from './discardFiles.ts'
import { fits } from './fileOrders.ts'
import type { FileOrder } from './fileOrders.ts'

/** Attaches and removes files of a draft; too many at once change nothing and are a problem of the field. */
export async function changeFiles(
  context: WritingContext,
  service: Service,
  ownerId: string,
  order: FileOrder,
  before: unknown,
): Promise<{ files: AttachedFile[]; problems: Problem[] }> {
  const { em, now, blobs } = context
  const had = attachedIn(before)
  const removed = had.filter(({ id }) => order.remove.includes(id))
  const kept = had.filter((file) => !removed.includes(file))
  if (!fits(order, kept.length)) {
    const problem = { pointer: `/${order.name}`, code: 'too-many-files', params: { limit: mostFilesOf(order.field) } }
    return { files: had, problems: [problem] }
  }
  const gone = removed.map(({ id }) => id)
  if (gone.length > 0) {
    await discardFiles(context, (files) =>
      files.where('ownerId', '=', ownerId).where('caseId', 'is', null).where('id', 'in', gone),
    )
  }
  const attached: AttachedFile[] = []
  for (const upload of order.uploads) {
    const { hash } = await blobs.put(upload)
    const file = { id: newId(), name: upload.fileName, mediaType: upload.mediaType, bytes: upload.size }
    await rows(em)
      .insertInto('online_service_file')
      .values({
        id: file.id,
        ownerId,
        service: service.id,
        field: order.name,
        caseId: null,
        blob: hash,
        mediaType: file.mediaType,
        bytes: file.bytes,
        at: now,
      })
      .execute()
    attached.push(file)
  }
  return { files: [...kept, ...attached], problems: [] }
}
