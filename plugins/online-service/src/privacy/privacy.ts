import type { Privacy } from '@kreiswerk/core'
import { rows } from '../case/rows.ts'

/** What a person has filed and is filling in (DSGVO Art. 15), and its erasure (Art. 17). */
export const casePrivacy: Privacy = {
  async export({ em }, { accountId }) {
    if (accountId === null) return []
    const drafts = await rows(em)
      .selectFrom('online_service_draft')
      .select(['service', 'answers', 'updatedAt'])
      .where('ownerId', '=', accountId)
      .execute()
    const cases = await rows(em)
      .selectFrom('online_service_case')
      .select(['trackingNumber', 'title', 'applicantName', 'applicantEmail', 'answers', 'fee', 'stage', 'outcome'])
      .select(['reason', 'submittedAt', 'receivedAt', 'decidedAt'])
      .where('ownerId', '=', accountId)
      .orderBy('submittedAt')
      .execute()
    return { drafts, cases }
  },
  /** Drafts go at once. Of decided cases the person goes; a running one is kept, since the law demands its decision (Art. 17 (3) b). */
  async erase({ em, blobs }, { accountId }) {
    if (accountId === null) return
    await rows(em).deleteFrom('online_service_draft').where('ownerId', '=', accountId).execute()
    const decided = await rows(em)
      .selectFrom('online_service_case')
      .select('id')
      .where('ownerId', '=', accountId)
      .where('stage', '=', 'decided')
      .execute()
    const ids = decided.map(({ id }) => id)
    if (ids.length === 0) return
    const outputs = await rows(em)
      .selectFrom('online_service_output')
      .select('blob')
      .where('caseId', 'in', ids)
      .execute()
    await rows(em).deleteFrom('online_service_output').where('caseId', 'in', ids).execute()
    await rows(em)
      .updateTable('online_service_case')
      .set({ applicantName: '', applicantEmail: null, answers: {}, summary: [], reason: null })
      .where('id', 'in', ids)
      .execute()
    await rows(em).updateTable('online_service_event').set({ text: null }).where('caseId', 'in', ids).execute()
    for (const { blob } of outputs) await blobs.remove(blob)
  },
}
