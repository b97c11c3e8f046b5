import { action } from '../../action/action.ts'
import { anyone } from '../../action/allow.ts'
import { finishStaffSetup, startStaffSetup } from '../../auth/staff-setup.ts'
import { Type } from '../../base/schema.ts'
import { accountDesk, accountMailOf, enter, loginRequestOf } from './account-desk.ts'
import { emailField, nameField, nextReply, passwordField, secretField } from './registration-actions.ts'

const params = Type.Object({ secret: secretField })

export const startSetup = action({
  route: 'POST /staff-setup/:secret',
  summary:
    'First step of setting up a staff account, with the one-time secret of the start, an invitation or a recovery',
  allow: anyone,
  ownTransactions: true,
  params,
  body: Type.Object({ name: Type.Optional(nameField), email: Type.Optional(emailField), password: passwordField }),
  reply: Type.Object({ secret: Type.String() }),
  run: async (context) => ({
    secret: await startStaffSetup(loginRequestOf(context), context.params.secret, context.body),
  }),
})

export const finishSetup = action({
  route: 'POST /staff-setup/:secret/code',
  summary: 'Second step: the first code of the authenticator app creates the account and logs in',
  allow: anyone,
  ownTransactions: true,
  params,
  body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 20 }) }),
  reply: nextReply,
  async run(context) {
    const { params, body, use } = context
    const desk = { roles: use(accountDesk).roles, mail: accountMailOf(context) }
    return enter(context, await finishStaffSetup(loginRequestOf(context), params.secret, body.code, desk))
  },
})
