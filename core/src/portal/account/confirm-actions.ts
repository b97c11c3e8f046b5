import { action } from '../../action/action.ts'
import { signedIn } from '../../action/allow.ts'
import { stepUpRequired } from '../../action/errors.ts'
import { confirmIdentity as confirm } from '../../auth/confirm-identity.ts'
import { freshProofSeconds } from '../../auth/fresh-proof.ts'
import type { Realm } from '../../auth/tables.ts'
import { Type } from '../../base/schema.ts'
import { enter, loginRequestOf } from './account-desk.ts'
import { nextField } from './login-actions.ts'
import { nextReply, passwordField } from './registration-actions.ts'

/** For what concerns the security of an account. */
export const freshlyProven = { maxAgeSeconds: freshProofSeconds } as const

const confirmIn = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `Confirm with the own ${realm} password, staff also with a code, that it is still the owner of the session`,
    allow: signedIn(realm),
    ownTransactions: true,
    body: Type.Object({
      password: passwordField,
      code: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
      next: nextField,
    }),
    reply: nextReply,
    async run(context) {
      const { actor, session, body } = context
      // A password would lower what a provider has proven; the way back to it leads through that provider.
      if (actor.trust !== 'basis' || session === null) throw stepUpRequired({ level: actor.trust ?? 'basis' })
      const { password, code, next: returnPath } = body
      const accountId = String(actor.accountId)
      const confirmation = { accountId, sessionId: session.id, password, code, returnPath }
      return enter(context, await confirm(loginRequestOf(context), confirmation))
    },
  })

export const confirmIdentity = confirmIn('citizen', 'POST /sessions/confirmation')
export const confirmStaffIdentity = confirmIn('staff', 'POST /staff-sessions/confirmation')
