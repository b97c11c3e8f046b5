import { Type, action, anyone } from '@kreiswerk/core'
import { Settings } from '../catalogue/settings.ts'
import { newChallenge } from './challenge.ts'
import { rush } from './rush.ts'
import { newTicket } from './ticket.ts'

/** What a browser works at, and what counts instead after some waiting. */
export const Task = Type.Object({
  /** A task of ALTCHA, as its solvers take it. */
  challenge: Type.Object({
    parameters: Type.Object({}, { additionalProperties: true }),
    signature: Type.Optional(Type.String()),
  }),
  ticket: Type.String(),
})

/** Whether holding a time asks for a proof at present, and the task for it. */
export const askForProof = action({
  route: 'GET /proof',
  summary: 'Ask whether many people book at present, and for a task that lets one book nevertheless',
  allow: anyone,
  reply: Type.Object({ task: Type.Union([Task, Type.Null()]) }),
  async run({ em, now, use, settings }) {
    const { proofOfWork } = settings(Settings)
    if (proofOfWork === null || !use(rush).isOn(now)) return { task: null }
    const { maxNumber, waitSeconds } = proofOfWork
    const [challenge, ticket] = await Promise.all([newChallenge(em, maxNumber, now), newTicket(em, waitSeconds, now)])
    return { task: { challenge: { ...challenge, parameters: { ...challenge.parameters } }, ticket } }
  },
})
