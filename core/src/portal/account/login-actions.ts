import { action } from '../../action/action.ts'
import { anyone, signedIn } from '../../action/allow.ts'
import { loginWithCode, loginWithPassword } from '../../auth/login.ts'
import { revokeSession } from '../../auth/session.ts'
import type { Realm } from '../../auth/tables.ts'
import { Type } from '../../base/schema.ts'
import { attemptOf, enter, keepAttempt, leave, loginRequestOf } from './account-desk.ts'
import { emailField, nextReply, passwordField } from './registration-actions.ts'

/** A path of this portal; anything else is ignored. */
export const nextField = Type.Optional(Type.String({ maxLength: 2000 }))

const credentials = Type.Object({ email: emailField, password: passwordField, next: nextField })

const logInTo = (realm: Realm, route: `POST /${string}`, summary: string) =>
  action({
    route,
    summary,
    allow: anyone,
    ownTransactions: true,
    body: credentials,
    reply: nextReply,
    async run(context) {
      const { email, password, next } = context.body
      const step = await loginWithPassword(loginRequestOf(context), { realm, email, password, returnPath: next })
      if (step.kind === 'signed-in') return enter(context, step)
      keepAttempt(context, step.secret)
      return { next: '/staff/anmelden/code' }
    },
  })

export const logIn = logInTo('citizen', 'POST /sessions', 'Log in as a citizen with e-mail address and password')

export const logInStaff = logInTo(
  'staff',
  'POST /staff-sessions',
  'First step of a staff login: e-mail address and password; the one-time code follows',
)

export const enterCode = action({
  route: 'POST /staff-sessions/codes',
  summary: 'Second step of a staff login: the one-time code',
  allow: anyone,
  ownTransactions: true,
  body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 20 }) }),
  reply: nextReply,
  run: async (context) =>
    enter(context, await loginWithCode(loginRequestOf(context), attemptOf(context), context.body.code)),
})

const logOutOf = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `End the own ${realm} session`,
    allow: signedIn(realm),
    reply: Type.Object({}),
    async run(context) {
      const { em, session, actor, now, record } = context
      if (session !== null) await revokeSession(em, session.id, now)
      await record({ object: `account:${actor.accountId}` })
      leave(context, realm)
      return {}
    },
  })

export const logOut = logOutOf('citizen', 'POST /sessions/end')
export const logOutStaff = logOutOf('staff', 'POST /staff-sessions/end')
