import { button, field } from '@kreiswerk/ui-kit'
import { html } from 'lit'
import type { Test } from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { fileReply } from '../../src/action/file-reply.ts'
import { upload } from '../../src/action/upload.ts'
import { Type } from '../../src/base/schema.ts'
import { after, page } from '../../src/web/page.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

const Sent = Type.Object({
  hash: Type.String(),
  size: Type.Integer(),
  fileName: Type.String(),
  mediaType: Type.String(),
})

const proof = upload({ accept: ['application/pdf', 'image/png', 'text/plain', 'text/csv'], maxMebibytes: 1 })
const archive = upload({
  accept: ['application/zip', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
})

export const sendProof = action({
  route: 'POST /proofs',
  summary: 'Send a proof',
  allow: anyone,
  body: Type.Object({
    name: Type.String({ minLength: 2 }),
    proof,
    archive: Type.Optional(archive),
    rows: Type.Optional(Type.Array(Type.Object({ title: Type.String(), picture: proof }))),
    note: Type.Optional(Type.String()),
    outcome: Type.Optional(Type.Union([Type.Literal('keep'), Type.Literal('forget'), Type.Literal('fail')])),
  }),
  reply: Sent,
  async run({ body, blobs, record }) {
    await record({ object: 'proof:1' })
    const { fileName, mediaType, size, hash } = body.proof
    if (body.outcome === 'forget') return { hash, size, fileName, mediaType }
    const stored = await blobs.put(body.proof)
    if (body.outcome === 'fail') throw new Error('the handler fails after keeping the file')
    return { ...stored, fileName, mediaType }
  },
})

/** Keeps a file in a transaction of its own, and says whether it is kept once that is committed. */
export const sendInUnit = action({
  route: 'POST /proofs-in-units',
  summary: 'Send a proof to an action that has transactions of its own',
  allow: anyone,
  ownTransactions: true,
  body: Type.Object({ name: Type.String(), proof }),
  reply: Type.Object({ kept: Type.Boolean() }),
  async run({ body, blobs, unit, em }) {
    const { hash } = await unit(async ({ record }) => {
      await record({ object: 'proof:1' })
      return blobs.put(body.proof)
    })
    const rows = await em.execute<unknown[]>('select 1 from core_blob where hash = ? and kept_at is not null', [hash])
    return { kept: rows.length === 1 }
  },
})

export const readProof = action({
  route: 'GET /proofs/:hash',
  summary: 'Read a proof',
  allow: anyone,
  params: Type.Object({ hash: Type.String() }),
  query: Type.Object({ name: Type.String(), type: Type.String() }),
  reply: fileReply,
  run: async ({ params, query, blobs }) => ({
    fileName: query.name,
    mediaType: query.type,
    content: await blobs.open(params.hash),
  }),
})

const proofPage = page({
  path: '/proof',
  area: 'citizen',
  allow: anyone,
  title: 'Proof',
  render: ({ form }) =>
    form.for(
      sendProof,
      () =>
        html`${field.text({ name: 'name', label: 'Name' })} ${field.file({ name: 'proof', label: 'Nachweis' })}
        ${field.text({ name: 'note', label: 'Note', optional: true })} ${button.submit('Send')}`,
    ),
  done: [after(sendProof, ({ reply }) => html`<p>kept ${reply.fileName}</p>`)],
})

/** A plugin that takes a file, keeps it and hands it out again. */
export const proofPlugin = (t: Test) =>
  fixturePlugin(t, { actions: { sendProof, sendInUnit, readProof }, pages: [proofPage] }, { id: 'proofs' })
