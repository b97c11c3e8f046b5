import { Type, action, may } from '@kreiswerk/core'
import type { ActionContext } from '@kreiswerk/core'
import { addEvent, readCase, takeStep } from '../case/rows.ts'
import type { CaseRow } from '../case/rows.ts'

const params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const permission = 'online-service.process'

/** The case of this id, if the actor may work on it. */
export async function workableCase(
  { em, authorize }: Pick<ActionContext, 'em' | 'authorize'>,
  id: string,
): Promise<CaseRow> {
  const row = await readCase(em, id)
  authorize(permission, { unit: row.unit })
  return row
}

export const assignToMe = action({
  route: 'POST /cases/:id/assignment',
  summary: 'Take an application on',
  allow: may(permission),
  params,
  reply: Type.Object({}),
  async run(context) {
    const { em, actor, now, record } = context
    const row = await workableCase(context, context.params.id)
    const step = { kind: 'assign', to: actor.accountId! } as const
    await takeStep(em, row, step, { kind: 'assigned', at: now, by: actor.name }, { assigneeName: actor.name })
    await record({ object: `case:${row.id}` })
    return {}
  },
})

export const releaseCase = action({
  route: 'POST /cases/:id/release',
  summary: 'Give an application back to everybody in the unit',
  allow: may(permission),
  params,
  reply: Type.Object({}),
  async run(context) {
    const { em, actor, now, record } = context
    const row = await workableCase(context, context.params.id)
    await takeStep(em, row, { kind: 'release' }, { kind: 'released', at: now, by: actor.name }, { assigneeName: null })
    await record({ object: `case:${row.id}` })
    return {}
  },
})

export const addNote = action({
  route: 'POST /cases/:id/notes',
  summary: 'Add a note to an application, for staff only',
  allow: may(permission),
  params,
  body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 4000 }) }),
  reply: Type.Object({}),
  async run(context) {
    const { em, actor, now, record, body } = context
    const row = await workableCase(context, context.params.id)
    await addEvent(em, row.id, { kind: 'note', at: now, by: actor.name, text: body.text })
    await record({ object: `case:${row.id}` })
    return {}
  },
})
