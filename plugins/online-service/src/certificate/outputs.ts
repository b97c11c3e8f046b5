import { buffer } from 'node:stream/consumers'
import {
  Type,
  action,
  anyone,
  fileReply,
  hashSecret,
  may,
  notFound,
  openBytes,
  openRow,
  signedIn,
} from '@kreiswerk/core'
import type { EntityManager, PluginContext } from '@kreiswerk/core'
import { Output } from '../case/case.ts'
import { filePlace } from './issueCertificate.ts'
import { Settings } from '../catalogue/settings.ts'
import { readCaseAsStaff, readOwnCase, rows } from '../case/rows.ts'

const params = Type.Object({ id: Type.String({ format: 'uuid' }), output: Type.String({ format: 'uuid' }) })

export const downloadOutput = action({
  route: 'GET /my-cases/:id/outputs/:output',
  summary: 'Download a document that your application produced',
  allow: signedIn(),
  params,
  reply: fileReply,
  async run({ params: { id, output }, em, actor, blobs }) {
    const row = await readOwnCase(em, id, actor)
    return fileOf(em, blobs, row.id, output, row.trackingNumber)
  },
})

export const downloadOutputAsStaff = action({
  route: 'GET /cases/:id/outputs/:output',
  summary: 'Download a document that an application produced',
  allow: may('online-service.read'),
  params,
  reply: fileReply,
  async run(context) {
    const { params, em, blobs } = context
    const row = await readCaseAsStaff(context, params.id)
    return fileOf(em, blobs, row.id, params.output, row.trackingNumber)
  },
})

async function fileOf(
  em: EntityManager,
  blobs: PluginContext['blobs'],
  caseId: string,
  outputId: string,
  trackingNumber: string,
) {
  const output = await rows(em)
    .selectFrom('online_service_output')
    .select(['blob', 'title'])
    .where('id', '=', outputId)
    .where('caseId', '=', caseId)
    .executeTakeFirst()
  if (output === undefined) throw notFound()
  const stored = await buffer(await blobs.open(output.blob))
  // Documents from before files were sealed.
  const content =
    stored.subarray(0, 5).toString() === '%PDF-' ? stored : await openBytes(em, filePlace(outputId), stored)
  if (content === null) throw notFound()
  return { content, mediaType: 'application/pdf', fileName: `${output.title} ${trackingNumber}.pdf` }
}

export const checkCertificate = action({
  route: 'GET /certificates/:token',
  summary: 'Whether a certificate is genuine, and what it says',
  allow: anyone,
  params: Type.Object({ token: Type.String({ minLength: 16, maxLength: 100 }) }),
  reply: Type.Object({
    authority: Type.String(),
    title: Type.String(),
    code: Type.String(),
    issuedAt: Type.String({ format: 'date-time' }),
    facts: Type.Array(Type.Object({ label: Type.String(), value: Type.String() })),
  }),
  async run({ params: { token }, em, settings }) {
    const output = await rows(em)
      .selectFrom('online_service_output')
      .selectAll()
      .where('tokenHash', '=', hashSecret(token))
      .executeTakeFirst()
    const opened = await openRow(em, Output, output)
    if (opened === undefined || opened.facts === null) throw notFound()
    const { title, code, facts, issuedAt } = opened
    return { authority: settings(Settings).authority.name ?? '', title, code, facts, issuedAt: issuedAt.toISOString() }
  },
})
