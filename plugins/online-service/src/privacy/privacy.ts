import { openRows } from '@kreiswerk/core'
import type { Kept, Privacy } from '@kreiswerk/core'
import { Case, CaseEvent, Draft } from '../case/case.ts'
import { rows } from '../case/rows.ts'
import { discardDraftFiles } from '../file/discardFiles.ts'
import { eraseCases } from './eraseCases.ts'

/** What a person has filed and is filling in (DSGVO Art. 15), and its erasure (Art. 17). */
export const casePrivacy: Privacy = {
  async export({ em }, { accountId }) {
    if (accountId === null) return { drafts: [], cases: [], notes: [], files: [] }
    const drafts = await rows(em)
      .selectFrom('online_service_draft')
      .select(['id', 'service', 'answers', 'updatedAt'])
      .where('ownerId', '=', accountId)
      .execute()
    const cases = await rows(em)
      .selectFrom('online_service_case')
      .select(['id', 'trackingNumber', 'title', 'applicantName', 'applicantEmail', 'answers', 'fee', 'stage'])
      .select(['outcome', 'reason', 'submittedAt', 'receivedAt', 'decidedAt'])
      .where('ownerId', '=', accountId)
      .orderBy('submittedAt')
      .execute()
    // What staff noted about the person is theirs to know as well; who noted it is not.
    const notes = await rows(em)
      .selectFrom('online_service_event')
      .innerJoin('online_service_case', 'online_service_case.id', 'online_service_event.caseId')
      .select(['online_service_event.id', 'online_service_event.caseId', 'online_service_event.at'])
      .select('online_service_event.text')
      .where('online_service_case.ownerId', '=', accountId)
      .where('online_service_event.text', 'is not', null)
      .orderBy('online_service_event.id')
      .execute()
    // Their names stand in the answers; their content is downloaded with the case.
    const files = await rows(em)
      .selectFrom('online_service_file')
      .select(['id', 'service', 'field', 'caseId', 'mediaType', 'bytes', 'at'])
      .where('ownerId', '=', accountId)
      .orderBy('at')
      .execute()
    return {
      drafts: await openRows(em, Draft, drafts),
      cases: await openRows(em, Case, cases),
      notes: await openRows(em, CaseEvent, notes),
      files,
    }
  },
  async find({ em }, reference) {
    const found = await rows(em)
      .selectFrom('online_service_case')
      .select('ownerId')
      .where('trackingNumber', '=', reference.toUpperCase())
      .executeTakeFirst()
    return found === undefined ? null : { accountId: found.ownerId, email: null }
  },
  /** Drafts go at once. Of decided cases the person goes; a running one is kept, since the law demands its decision. */
  async erase(context, { accountId }) {
    if (accountId === null) return { kept: [] }
    const { em } = context
    await discardDraftFiles(context, accountId)
    await rows(em).deleteFrom('online_service_draft').where('ownerId', '=', accountId).execute()
    const cases = await rows(em)
      .selectFrom('online_service_case')
      .select(['id', 'stage', 'trackingNumber'])
      .where('ownerId', '=', accountId)
      .orderBy('submittedAt')
      .execute()
    const decided = cases.filter(({ stage }) => stage === 'decided')
    await eraseCases(
      context,
      decided.map(({ id }) => id),
    )
    return { kept: cases.filter((one) => !decided.includes(one)).map(running) }
  },
}

const running = ({ trackingNumber }: { trackingNumber: string }): Kept => ({
  what: trackingNumber,
  until: null,
  basis: 'DSGVO Art. 17 (3) b, VwVfG § 9',
})
