import { findAccount } from './account.ts'
import { errors } from './errors.ts'
import { type SignedIn, isAsVerified, useCode } from './login.ts'
import type { LoginRequest } from './login-request.ts'
import { verifyPassword } from './password.ts'
import { countAttempt, forgive, perNetwork, perSubject } from './rate-limit.ts'
import { safeReturnPath } from './return-path.ts'
import { findOpenSession, rotateSession } from './session.ts'

const provider = 'password'

/** What somebody who is signed in shows once more. */
export interface Confirmation {
  accountId: string
  sessionId: string
  password: string
  /** The one-time code, for accounts that have an authenticator app. */
  code?: string
  returnPath?: string
}

/**
 * Proves again that it is the owner who sits at an open session of level `basis`: with the password, staff with a one-time
 * code as well. The session is replaced by a new one; guesses are slowed down like those of a login.
 */
export async function confirmIdentity(request: LoginRequest, wanted: Confirmation): Promise<SignedIn> {
  const { unit, now, userAgent } = request
  const limit = perSubject('confirm-identity', wanted.accountId)
  const account = await unit(async (em) => {
    await countAttempt(em, [limit, perNetwork('confirm-identity', request.ip)], now)
    return findAccount(em, wanted.accountId)
  })
  const fits = await verifyPassword(account?.passwordHash ?? null, wanted.password, request.hasher)
  const confirmed = await unit(async (em, record) => {
    if (account === undefined || !fits || !(await isAsVerified(em, account))) return null
    // Whoever ended this session meanwhile did not mean another one to take its place.
    if ((await findOpenSession(em, wanted.sessionId, now)) === undefined) return null
    const { realm } = account
    const hasApp = account.totpSecret !== null
    if (hasApp && !(await useCode(em, account, wanted.code ?? '', now))) return errors.codeWrong
    await forgive(em, [limit])
    const opening = { account, trust: 'basis', provider, userAgent } as const
    const opened = await rotateSession(em, wanted.sessionId, opening, now)
    await record({ name: 'identity-confirmed', realm, provider, accountId: account.id, trust: 'basis' })
    const returnPath = safeReturnPath(wanted.returnPath, realm === 'staff' ? '/staff/konto' : '/konto')
    return { kind: 'signed-in' as const, returnPath, ...opened }
  })
  if (confirmed !== null && typeof confirmed === 'object') return confirmed
  const failure = confirmed ?? errors.passwordWrong
  const pointer = confirmed === null ? '/password' : '/code'
  await unit(async (_em, record) => {
    const { id: accountId = null, realm = 'citizen' } = account ?? {}
    await record({ name: 'login-failed', realm, provider, accountId, trust: null, reason: failure().code })
  })
  throw failure({}, { problems: [{ pointer, code: failure().code }] })
}
