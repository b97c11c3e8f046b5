import type { Privacy } from '@kreiswerk/core'
import { rows } from '../case/rows.ts'
import { eraseCases } from './eraseCases.ts'

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
  async erase(context, { accountId }) {
    if (accountId === null) return
    const { em } = context
    await rows(em).deleteFrom('online_service_draft').where('ownerId', '=', accountId).execute()
    const decided = await rows(em)
      .selectFrom('online_service_case')
      .select('id')
      .where('ownerId', '=', accountId)
      .where('stage', '=', 'decided')
      .execute()
    await eraseCases(
      context,
      decided.map(({ id }) => id),
    )
  },
}
