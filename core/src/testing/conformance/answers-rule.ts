import type { BoundAction } from '../../action/runtime.ts'
import type { Rule } from './rule.ts'
import type { FailedAnswer } from './watch-answers.ts'

export const answersRule: Rule = {
  name: 'no request fails inside of the portal, and every reply is what its schema describes',
  async check(subject) {
    const { portal, faults, failed, thrower } = await subject.trial()
    const found = new Set([...faults].map(([id, fault]) => `The action ${id} ${fault}`))
    for (const answer of failed) {
      const id = actionAt(portal.assembly.actions, answer) ?? thrower(answer.error)
      if (id !== undefined && faults.has(id)) continue
      const who = id === undefined ? `${answer.method} ${answer.route}` : `The action ${id}`
      found.add(`${who} answered ${answer.status}: ${answer.error}`)
    }
    return { findings: [...found] }
  },
}

/** The action of the API whose address it is; forms are sent to the address of their page. */
const actionAt = (actions: readonly BoundAction[], { method, route }: FailedAnswer): string | undefined =>
  actions.find(({ path, action }) => action.method === method && path === route)?.id
