import { action } from '../../action/action.ts'
import { anyone, signedIn } from '../../action/allow.ts'
import { changePassword } from '../../auth/password-change.ts'
import { requestReset, resetPassword, sendReset } from '../../auth/password-reset.ts'
import type { Realm } from '../../auth/tables.ts'
import { Type } from '../../base/schema.ts'
import { job } from '../../plugin/define-plugin.ts'
import { enqueue } from '../../storage/job.ts'
import { accountDesk, accountMailOf, loginRequestOf } from './account-desk.ts'
import { emailField, passwordField, secretField } from './registration-actions.ts'

const sendResetTopic = 'send-reset'

export const requestPasswordReset = action({
  route: 'POST /password-resets',
  summary: 'Ask for a link to set a new password; answers the same whether or not the address has an account',
  allow: anyone,
  ownTransactions: true,
  body: Type.Object({ email: emailField }),
  reply: Type.Object({}),
  async run(context) {
    await requestReset(loginRequestOf(context), context.body.email, (em, index) =>
      enqueue(em, `core.${sendResetTopic}`, { index }),
    )
    return {}
  },
})

export const setNewPassword = action({
  route: 'POST /password-resets/passwords',
  summary: 'Set a new password with the link from the mail; ends all sessions',
  allow: anyone,
  ownTransactions: true,
  body: Type.Object({ code: secretField, password: passwordField }),
  reply: Type.Object({}),
  async run(context) {
    const { code, password } = context.body
    await resetPassword(loginRequestOf(context), accountMailOf(context), code, password)
    return {}
  },
})

const changeOwn = (realm: Realm, route: `POST /${string}`) =>
  action({
    route,
    summary: `Change the own ${realm} password with the current one; ends all other sessions`,
    allow: signedIn(realm),
    ownTransactions: true,
    body: Type.Object({ current: passwordField, password: passwordField }),
    reply: Type.Object({}),
    async run(context) {
      const { actor, session, body } = context
      const change = { accountId: String(actor.accountId), sessionId: session?.id, ...body }
      await changePassword(loginRequestOf(context), accountMailOf(context), change)
      return {}
    },
  })

export const changeOwnPassword = changeOwn('citizen', 'POST /passwords')
export const changeOwnStaffPassword = changeOwn('staff', 'POST /staff-passwords')

export const passwordJobs = {
  [sendResetTopic]: job(Type.Object({ index: Type.String() }), async ({ em, use, origin, now }, { index }) => {
    const resetUrl = (secret: string) => `${origin}/passwort-vergessen/neu?code=${encodeURIComponent(secret)}`
    const { name: portal, say } = use(accountDesk)
    await sendReset(em, { portal, say, resetUrl }, index, now)
  }),
}
