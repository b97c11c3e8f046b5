import { Type, action, invalidInput, may } from '@kreiswerk/core'
import { officeOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { countQueueChange } from '../queue/countQueueChange.ts'
import { errors } from '../visit/errors.ts'
import { steps } from '../visit/step.ts'
import { readVisit, takeStep } from '../visit/takeStep.ts'
import { Desk } from './callNext.ts'

const permission = 'appointments.serve'

export const moveVisit = action({
  route: 'POST /visits/:id/steps',
  summary: 'Call somebody in particular or again, serve, finish, park, send back to the line or to other desks',
  allow: may(permission),
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  body: Type.Object({
    step: Type.Union(steps.map((step) => Type.Literal(step))),
    /** Who calls: needed for `call`. */
    desk: Type.Optional(Desk),
    /** Where to: needed for `redirect`. */
    group: Type.Optional(Type.String({ maxLength: 100 })),
  }),
  reply: Type.Object({ state: Type.String() }),
  async run(context) {
    const { em, params, body, now, settings, authorize, record } = context
    const { office: officeId, unit, day } = await readVisit(em, params.id)
    authorize(permission, { unit })
    await countQueueChange(em, officeId, day)
    // Read again, now that nobody else changes it.
    const visit = await readVisit(em, params.id)
    const { step, desk, group } = body
    if (step === 'call' && desk === undefined) throw missing('/desk')
    if (step === 'redirect' && !officeOf(context, officeId).groups.some(({ id }) => id === group)) {
      throw missing('/group')
    }
    const { mostCalls } = settings(Settings)
    if (step === 'recall' && visit.calls >= mostCalls) throw errors.calledOften({ times: visit.calls })
    const moved = await takeStep(em, visit, step, now, {
      ...(step === 'call' ? { desk: desk! } : {}),
      ...(step === 'redirect' ? { group: group! } : {}),
    })
    await record({ object: `visit:${visit.id}`, details: { step } })
    return { state: moved.state }
  },
})

const missing = (pointer: string) => invalidInput([{ pointer, code: 'required' }])
