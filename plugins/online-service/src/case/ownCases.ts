import { Type, action, defineError, fileReply, notFound, openRows, pageOf, paged, signedIn } from '@kreiswerk/core'
import { Case } from './case.ts'
import { OwnCase, WorkItem, ownCaseOf, workItemOf } from './caseView.ts'
import { currentAnswers } from '../field/liveAnswers.ts'
import { viewFilesOf } from '../file/fileView.ts'
import { readOutputs, readOwnCase } from './rows.ts'

const receiptPending = defineError(
  'online-service.receipt-pending',
  503,
  'The receipt is being made; ask again shortly',
)

const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const listOwnCases = action({
  route: 'GET /my-cases',
  summary: 'List your own applications, newest first',
  allow: signedIn(),
  query: paged(),
  reply: pageOf(WorkItem),
  async run({ query, rows, em, actor }) {
    const own = actor.accountId!
    const { items, next } = await rows.page(Case, {
      ...query,
      order: 'submittedAt',
      descending: true,
      where: (list) => list.where('ownerId', '=', own),
    })
    return { items: (await openRows(em, Case, items)).map(workItemOf), next }
  },
})

export const showOwnCase = action({
  route: 'GET /my-cases/:id',
  summary: 'Show one of your own applications',
  allow: signedIn(),
  params,
  reply: OwnCase,
  async run(context) {
    const {
      params: { id },
      em,
      actor,
      locale,
    } = context
    const row = await readOwnCase(em, id, actor)
    return ownCaseOf(row, {
      files: await viewFilesOf(context, row),
      outputs: await readOutputs(em, row.id),
      current: await currentAnswers(context, row.id, { locale, audience: 'applicant' }),
    })
  },
})

export const downloadReceipt = action({
  route: 'GET /my-cases/:id/receipt',
  summary: 'Download the proof that your application was received (C2SP tlog-proof)',
  allow: signedIn(),
  params,
  reply: fileReply,
  async run({ params: { id }, em, actor, receipt }) {
    const row = await readOwnCase(em, id, actor)
    if (!row.receiptEntryId) throw notFound()
    const content = await receipt(row.receiptEntryId)
    if (content === null) throw receiptPending()
    return { content, mediaType: 'text/plain; charset=utf-8', fileName: `Nachweis ${row.trackingNumber}.txt` }
  },
})
