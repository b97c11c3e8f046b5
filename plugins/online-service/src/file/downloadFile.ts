import { Type, action, fileReply, may, notFound, signedIn } from '@kreiswerk/core'
import type { EntityManager, PluginContext } from '@kreiswerk/core'
import { readCaseAsStaff, readOwnCase, rows } from '../case/rows.ts'
import type { CaseRow } from '../case/rows.ts'
import { filesIn } from './fileView.ts'

const params = Type.Object({ id: Type.String({ format: 'uuid' }), file: Type.String({ format: 'uuid' }) })

export const downloadFile = action({
  route: 'GET /my-cases/:id/files/:file',
  summary: 'Download a file that you attached to your application, once it has been checked',
  allow: signedIn(),
  params,
  reply: fileReply,
  run: async ({ params: { id, file }, em, actor, blobs }) => open(em, blobs, await readOwnCase(em, id, actor), file),
})

export const downloadFileAsStaff = action({
  route: 'GET /cases/:id/files/:file',
  summary: 'Download a file that a citizen attached to an application, once it has been checked',
  allow: may('online-service.read'),
  params,
  reply: fileReply,
  async run(context) {
    const { params, em, blobs } = context
    return open(em, blobs, await readCaseAsStaff(context, params.id), params.file)
  },
})

async function open(em: EntityManager, blobs: PluginContext['blobs'], row: CaseRow, id: string) {
  const named = filesIn(row.answers ?? {}).find(({ file }) => file.id === id)
  const stored = await rows(em)
    .selectFrom('online_service_file')
    .select('blob')
    .where('id', '=', id)
    .where('caseId', '=', row.id)
    .executeTakeFirst()
  if (named === undefined || stored === undefined) throw notFound()
  const { name, mediaType } = named.file
  return { content: await blobs.open(stored.blob), mediaType, fileName: name }
}
