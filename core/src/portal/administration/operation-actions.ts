import { action } from '../../action/action.ts'
import { may } from '../../action/allow.ts'
import { Type } from '../../base/schema.ts'
import { discardJob, retryJob } from '../../storage/job-outcome.ts'

/** Lets somebody look after the running portal: failed work and payments that only a person can tell. */
export const administer = 'core.administer'

/** It concerns the whole portal, so a grant within one unit is not enough. */
export const wholePortal = { unit: null }

const params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const retryDeadLetter = action({
  route: 'POST /dead-letters/:id/retry',
  summary: 'Start a job over that was given up',
  allow: may(administer),
  params,
  reply: Type.Object({}),
  async run({ em, params: { id }, authorize, record }) {
    authorize(administer, wholePortal)
    await retryJob(em, id)
    await record({ object: `job:${id}` })
    return {}
  },
})

export const discardDeadLetter = action({
  route: 'POST /dead-letters/:id/discard',
  summary: 'Give a failed job up for good',
  allow: may(administer),
  params,
  reply: Type.Object({}),
  async run({ em, params: { id }, authorize, record }) {
    authorize(administer, wholePortal)
    const topic = await discardJob(em, id)
    await record({ object: `job:${id}`, details: { topic } })
    return {}
  },
})

export const dismissPayment = action({
  route: 'POST /payments/:id/dismiss',
  summary: 'Mark a payment as looked at; an unclear one is given up',
  allow: may(administer),
  params,
  reply: Type.Object({}),
  async run({ em, params: { id }, authorize, payments, record }) {
    authorize(administer, wholePortal)
    await payments.dismiss(em, id)
    await record({ object: `payment:${id}` })
    return {}
  },
})

export const operationActions = { retryDeadLetter, discardDeadLetter, dismissPayment }
