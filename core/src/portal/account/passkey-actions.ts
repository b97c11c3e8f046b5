import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { action } from '../../action/action.ts'
import { anyone, signedIn } from '../../action/allow.ts'
import type { ActionContext } from '../../action/context.ts'
import { notFound } from '../../action/errors.ts'
import { tellOwner } from '../../auth/account-mail.ts'
import { holdAccount } from '../../auth/account.ts'
import { beginPasskeyLogin, finishPasskeyLogin } from '../../auth/passkey-login.ts'
import { beginPasskeyRegistration, finishPasskeyRegistration } from '../../auth/passkey-registration.ts'
import { errors } from '../../auth/errors.ts'
import { type RelyingParty, removePasskey } from '../../auth/passkey.ts'
import type { Realm } from '../../auth/tables.ts'
import { hasWayIn } from '../../auth/ways-in.ts'
import { userAgentLabel } from '../../auth/user-agent.ts'
import { Type } from '../../base/schema.ts'
import { accountDesk, accountMailOf, attemptOf, enter, keepAttempt, loginRequestOf } from './account-desk.ts'
import { nextField } from './login-actions.ts'
import { freshlyProven } from './confirm-actions.ts'
import { nextReply } from './registration-actions.ts'

/** What browser and authenticator answer; WebAuthn defines the rest, and the library checks it. */
const answer = Type.Object({ id: Type.String({ minLength: 1, maxLength: 1400 }) }, { additionalProperties: true })
const options = Type.Object({
  options: Type.Object({ challenge: Type.String() }, { additionalProperties: true }),
})

const partyOf = ({ use, origin }: Pick<ActionContext, 'use' | 'origin'>): RelyingParty => ({
  name: use(accountDesk).name,
  origin,
})

const beginRegistration = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `Begin a passkey for the own ${realm} account: what the browser asks the authenticator`,
    allow: signedIn(realm, freshlyProven),
    ownTransactions: true,
    reply: options,
    async run(context) {
      const begun = await beginPasskeyRegistration(
        loginRequestOf(context),
        partyOf(context),
        String(context.actor.accountId),
      )
      keepAttempt(context, begun.secret)
      return { options: { ...begun.options } }
    },
  })

const finishRegistration = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `Keep the new passkey of the own ${realm} account`,
    allow: signedIn(realm),
    ownTransactions: true,
    body: Type.Object({ response: answer }),
    reply: Type.Object({}),
    async run(context) {
      await finishPasskeyRegistration(loginRequestOf(context), partyOf(context), accountMailOf(context), {
        accountId: String(context.actor.accountId),
        secret: attemptOf(context),
        response: context.body.response as unknown as RegistrationResponseJSON,
        label: userAgentLabel(context.client.userAgent),
      })
      return {}
    },
  })

const beginLogin = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `Begin a ${realm} login with a passkey: what the browser asks the authenticator`,
    allow: anyone,
    ownTransactions: true,
    body: Type.Object({ next: nextField }),
    reply: options,
    async run(context) {
      const begun = await beginPasskeyLogin(loginRequestOf(context), partyOf(context), realm, context.body.next)
      keepAttempt(context, begun.secret)
      return { options: { ...begun.options } }
    },
  })

const finishLogin = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `Log in as ${realm} with the answer of a passkey`,
    allow: anyone,
    ownTransactions: true,
    body: Type.Object({ response: answer }),
    reply: nextReply,
    async run(context) {
      const response = context.body.response as unknown as AuthenticationResponseJSON
      const login = { secret: attemptOf(context), response }
      return enter(context, await finishPasskeyLogin(loginRequestOf(context), partyOf(context), realm, login))
    },
  })

const removeOwn = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `Remove one of the own ${realm} passkeys`,
    allow: signedIn(realm, freshlyProven),
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    reply: Type.Object({}),
    async run(context) {
      const { em, actor, params, record } = context
      const account = await holdAccount(em, String(actor.accountId))
      if (account === undefined || !(await removePasskey(em, account.id, params.id))) throw notFound()
      if (!(await hasWayIn(em, account))) throw errors.lastWayIn()
      await record({ object: `passkey:${params.id}` })
      await tellOwner(em, accountMailOf(context), account, 'passkey-removed')
      return {}
    },
  })

export const passkeyActions = {
  beginPasskey: beginRegistration('citizen', 'POST /passkeys/options'),
  beginStaffPasskey: beginRegistration('staff', 'POST /staff-passkeys/options'),
  addPasskey: finishRegistration('citizen', 'POST /passkeys'),
  addStaffPasskey: finishRegistration('staff', 'POST /staff-passkeys'),
  removePasskey: removeOwn('citizen', 'POST /passkeys/:id/remove'),
  removeStaffPasskey: removeOwn('staff', 'POST /staff-passkeys/:id/remove'),
  beginPasskeyLogin: beginLogin('citizen', 'POST /passkey-logins/options'),
  beginStaffPasskeyLogin: beginLogin('staff', 'POST /staff-passkey-logins/options'),
  logInWithPasskey: finishLogin('citizen', 'POST /passkey-logins'),
  logInStaffWithPasskey: finishLogin('staff', 'POST /staff-passkey-logins'),
}
