import { type AccountMail, tellOwner } from './account-mail.ts'
import { findAccount } from './account.ts'
import { errors } from './errors.ts'
import { isAsVerified } from './login.ts'
import type { LoginRequest } from './login-request.ts'
import { setPassword } from './password-reset.ts'
import { assertPasswordAcceptable, hashPassword, verifyPassword } from './password.ts'
import { countAttempt, forgive, perSubject } from './rate-limit.ts'

export interface PasswordChange {
  accountId: string
  /** The session it is asked from; the only one that stays. */
  sessionId: string | undefined
  current: string
  password: string
}

/** Changes the password of whoever knows the current one. All other sessions end, and the owner is told. */
export async function changePassword(request: LoginRequest, mail: AccountMail, change: PasswordChange): Promise<void> {
  const { unit, now, localWords = [] } = request
  const limit = perSubject('password-change', change.accountId)
  const account = await unit(async (em) => {
    await countAttempt(em, [limit], now)
    return findAccount(em, change.accountId)
  })
  const fits = await verifyPassword(account?.passwordHash ?? null, change.current, request.hasher)
  if (account === undefined || !fits) throw wrongPassword()
  assertPasswordAcceptable(change.password, [account.email ?? '', account.name ?? '', ...localWords])
  const passwordHash = await hashPassword(change.password)
  await unit(async (em, record) => {
    if (!(await isAsVerified(em, account))) throw wrongPassword()
    await setPassword(em, account.id, passwordHash, now, change.sessionId)
    await forgive(em, [limit])
    const { realm, id: accountId } = account
    await record({ name: 'password-changed', realm, provider: 'password', accountId, trust: null })
    await tellOwner(em, mail, account, 'password-changed')
  })
}

const wrongPassword = () =>
  errors.passwordWrong({}, { problems: [{ pointer: '/current', code: errors.passwordWrong().code }] })
