import { action } from '../../action/action.ts'
import { signedIn } from '../../action/allow.ts'
import { notFound } from '../../action/errors.ts'
import { removeIdentity } from '../../auth/identity-removal.ts'
import type { Realm } from '../../auth/tables.ts'
import { Type } from '../../base/schema.ts'
import { accountMailOf } from './account-desk.ts'
import { freshlyProven } from './confirm-actions.ts'

const removeOwn = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `Remove an identity of a provider from the own ${realm} account; ends all other sessions`,
    allow: signedIn(realm, freshlyProven),
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    reply: Type.Object({}),
    async run(context) {
      const { em, actor, session, params, now, record } = context
      const removal = { accountId: String(actor.accountId), identityId: params.id, sessionId: session?.id }
      if (!(await removeIdentity(em, accountMailOf(context), removal, now))) throw notFound()
      await record({ object: `identity:${params.id}` })
      return {}
    },
  })

export const identityActions = {
  removeIdentity: removeOwn('citizen', 'POST /identities/:id/remove'),
  removeStaffIdentity: removeOwn('staff', 'POST /staff-identities/:id/remove'),
}
