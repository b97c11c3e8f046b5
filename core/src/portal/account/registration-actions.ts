import { action } from '../../action/action.ts'
import type { ActionContext } from '../../action/context.ts'
import { anyone } from '../../action/allow.ts'
import { passwordLength } from '../../auth/password.ts'
import { type RegistrationMail, confirmRegistration, register, resendConfirmation } from '../../auth/registration.ts'
import { Type } from '../../base/schema.ts'
import { accountDesk, enter, loginRequestOf } from './account-desk.ts'

export const emailField = Type.String({ format: 'email', maxLength: 200 })
// The greatest length is checked in words of its own; this one only keeps away what no person types.
export const passwordField = Type.String({ minLength: 1, maxLength: passwordLength.max * 4 })
export const nameField = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
export const secretField = Type.String({ minLength: 1, maxLength: 200 })
export const nextReply = Type.Object({ next: Type.String() })

export const registerCitizen = action({
  route: 'POST /registrations',
  summary: 'Register as a citizen; answers the same whether or not the address has an account',
  allow: anyone,
  ownTransactions: true,
  body: Type.Object({ name: nameField, email: emailField, password: passwordField }),
  reply: Type.Object({}),
  async run(context) {
    await register(loginRequestOf(context), mailOf(context), { ...context.body, locale: context.locale })
    return {}
  },
})

export const resendRegistration = action({
  route: 'POST /registrations/mails',
  summary: 'Send the mail with the confirmation link again, if a registration waits for it',
  allow: anyone,
  ownTransactions: true,
  body: Type.Object({ email: emailField }),
  reply: Type.Object({}),
  async run(context) {
    await resendConfirmation(loginRequestOf(context), mailOf(context), context.body.email)
    return {}
  },
})

export const confirmAddress = action({
  route: 'POST /registrations/confirmations',
  summary: 'Confirm an address with the link from the mail and the password, and log in',
  allow: anyone,
  ownTransactions: true,
  body: Type.Object({ code: secretField, password: passwordField }),
  reply: nextReply,
  async run(context) {
    const { code, password } = context.body
    return enter(context, await confirmRegistration(loginRequestOf(context), code, password))
  },
})

function mailOf({ use, origin }: Pick<ActionContext, 'use' | 'origin'>): RegistrationMail {
  const { name, say } = use(accountDesk)
  return {
    say,
    portal: name,
    confirmUrl: (secret) => `${origin}/registrieren/bestaetigen?code=${encodeURIComponent(secret)}`,
    loginUrl: `${origin}/anmelden`,
  }
}
