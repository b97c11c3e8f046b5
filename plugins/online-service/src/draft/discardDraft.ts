import { Type, action, signedIn } from '@kreiswerk/core'
import { formReference, releaseAnswers } from '../field/liveAnswers.ts'
import { removeDraft } from './draft.ts'

export const discardDraft = action({
  route: 'POST /services/:service/draft',
  summary: 'Throw away an application that was not submitted',
  allow: signedIn(),
  params: Type.Object({ service: Type.String() }),
  reply: Type.Object({}),
  async run(context) {
    const { params, actor, record } = context
    await removeDraft(context, params.service, actor.accountId!)
    await releaseAnswers(context, formReference(params.service, actor.accountId!))
    await record({ object: `draft-of:${actor.accountId}` })
    return {}
  },
})
