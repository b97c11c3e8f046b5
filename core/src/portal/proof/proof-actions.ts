import { action } from '../../action/action.ts'
import { anyone } from '../../action/allow.ts'
import { notFound } from '../../action/errors.ts'
import { fileReply } from '../../action/file-reply.ts'
import { lastCheckpoint } from '../../audit/log-head.ts'
import { verifyReceipt } from '../../audit/receipt.ts'
import { Type } from '../../base/schema.ts'
import { logKey } from './log-key.ts'

export const readLogKey = action({
  route: 'GET /audit/key',
  summary: 'The public key of the audit log, as a C2SP signed-note verifier key',
  allow: anyone,
  reply: fileReply,
  run: async ({ use }) => ({
    content: await use(logKey).publicKey(),
    mediaType: 'text/plain; charset=utf-8',
    fileName: 'key.pub',
  }),
})

export const readCheckpoint = action({
  route: 'GET /audit/checkpoint',
  summary: 'The latest signed checkpoint of the audit log (C2SP tlog-checkpoint)',
  allow: anyone,
  reply: fileReply,
  async run({ em }) {
    const last = await lastCheckpoint(em)
    if (!last) throw notFound()
    return { content: last.note, mediaType: 'text/plain; charset=utf-8', fileName: 'checkpoint.txt' }
  },
})

export const checkReceipt = action({
  route: 'POST /audit/receipt-check',
  summary: 'Check a receipt against the key of this log; nothing is stored',
  allow: anyone,
  ownTransactions: true,
  body: Type.Object({ receipt: Type.String({ minLength: 1, maxLength: 100_000 }) }),
  reply: Type.Object({
    valid: Type.Boolean(),
    sentence: Type.String(),
    at: Type.Optional(Type.String()),
    object: Type.Optional(Type.String()),
    index: Type.Optional(Type.Integer()),
    size: Type.Optional(Type.Integer()),
  }),
  async run({ body, use, locale }) {
    const publicKey = await use(logKey).publicKey()
    const verdict = verifyReceipt(body.receipt, { publicKey, locale: locale === 'en' ? 'en' : 'de' })
    if (!verdict.valid) return { valid: false, sentence: verdict.sentence }
    const { entry, index, size } = verdict
    return { valid: true, sentence: '', at: entry.at, object: entry.object, index, size }
  },
})
