import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { findAccountByEmail, holdAccount } from './account.ts'
import { normaliseEmail } from './email.ts'
import { errors } from './errors.ts'
import { readAttempt, startAttempt, takeAttempt } from './login-attempt.ts'
import type { LoginRequest, RecordLogin } from './login-request.ts'
import { verifyPassword } from './password.ts'
import { countAttempt, forgive, perNetwork, perSubject, uncount } from './rate-limit.ts'
import { safeReturnPath } from './return-path.ts'
import { type OpenedSession, replaceSession } from './session.ts'
import type { AccountRow, AuthTables, Realm } from './tables.ts'
import { verifyTotp } from './totp.ts'

export interface SignedIn extends OpenedSession {
  kind: 'signed-in'
  /** A path of this portal. */
  returnPath: string
}

/** What follows the password step: a session, or the code step in the same browser (`secret` goes into its login cookie). */
export type LoginStep = SignedIn | { kind: 'code-needed'; secret: string }

export interface PasswordLogin {
  realm: Realm
  email: string
  password: string
  /** Where to go afterwards; anything that leaves the portal is ignored. */
  returnPath?: string
}

const ownProvider = 'password'
const home: Record<Realm, string> = { citizen: '/', staff: '/staff' }

/**
 * The password step. Unknown address, wrong password and shut account are one answer, `auth.login-failed`, after the
 * same time. Staff always go on to the one-time code.
 */
export async function loginWithPassword(request: LoginRequest, login: PasswordLogin): Promise<LoginStep> {
  const { unit, now } = request
  const { realm } = login
  const byAccount = perSubject(`login ${realm}`, normaliseEmail(login.email))
  const byNetwork = perNetwork(`login ${realm}`, request.ip)
  const account = await unit(async (em) => {
    await countAttempt(em, [byAccount, byNetwork], now)
    return findAccountByEmail(em, realm, login.email)
  })
  const fits = await verifyPassword(account?.passwordHash ?? null, login.password, request.hasher)
  if (account === undefined || !fits || !mayEnter(account)) {
    return refuse(request, realm, account?.id ?? null, errors.loginFailed())
  }
  const returnPath = safeReturnPath(login.returnPath, home[realm])
  const step = await unit(async (em, record): Promise<LoginStep | null> => {
    if (!(await isAsVerified(em, account))) return null
    await uncount(em, byNetwork, now)
    if (account.totpSecret === null) {
      await forgive(em, [byAccount])
      return openSession(em, record, request, account, returnPath)
    }
    const attempt = {
      kind: 'totp',
      realm,
      provider: ownProvider,
      level: 'basis',
      accountId: account.id,
      returnPath,
    } as const
    return { kind: 'code-needed', secret: await startAttempt(em, attempt, now) }
  })
  return step ?? refuse(request, realm, account.id, errors.loginFailed())
}

/**
 * Whether the account still is as it was when its password was verified, which takes a while: a reset or a block that was
 * done meanwhile ends what is under way. From here on it waits until the session is there, and ends that.
 */
export async function isAsVerified(em: EntityManager, { id, passwordHash }: AccountRow): Promise<boolean> {
  const account = await holdAccount(em, id)
  return account !== undefined && account.passwordHash === passwordHash && mayEnter(account)
}

/** The one-time code step, for the login under way in this browser. A wrong code may be tried again, slower each time. */
export async function loginWithCode(request: LoginRequest, attemptSecret: string, code: string): Promise<SignedIn> {
  const { unit, now } = request
  const started = await unit(async (em) => {
    const attempt = await readAttempt(em, 'totp', attemptSecret, now)
    if (attempt === undefined) throw errors.attemptExpired()
    await countAttempt(em, [byCode(attempt.accountId)], now)
    return attempt
  })
  const signedIn = await unit(async (em, record) => {
    const account = started.accountId === null ? undefined : await holdAccount(em, started.accountId)
    if (account === undefined || !mayEnter(account) || !(await useCode(em, account, code, now))) return null
    if ((await takeAttempt(em, 'totp', attemptSecret, now)) === undefined) throw errors.attemptExpired()
    await forgive(em, [byCode(account.id), perSubject(`login ${account.realm}`, account.email ?? '')])
    return openSession(em, record, request, account, started.returnPath)
  })
  return signedIn ?? refuse(request, started.realm, started.accountId, errors.codeWrong())
}

const byCode = (accountId: string | null) => perSubject('code', accountId ?? '')

/** Staff without a second factor have not finished their set-up. */
export const mayEnter = (account: AccountRow): boolean =>
  account.disabledAt === null &&
  account.confirmedAt !== null &&
  (account.realm === 'citizen' || account.totpSecret !== null)

/** Accepts a code once: of two at the same moment only one moves the stored step on. */
export async function useCode(em: EntityManager, account: AccountRow, code: string, now: Date): Promise<boolean> {
  const step = account.totpSecret === null ? null : await verifyTotp(account.totpSecret, code, now, account.totpStep)
  if (step === null) return false
  const moved = await rowsOf<AuthTables>(em)
    .updateTable('core_account')
    .set({ totpStep: step })
    .where('id', '=', account.id)
    .where((eb) => eb.or([eb('totpStep', 'is', null), eb('totpStep', '<', step)]))
    .returning('id')
    .executeTakeFirst()
  return moved !== undefined
}

/**
 * Opens a session of the portal's own login in place of the one this browser had; a password proves no more than that
 * somebody knows it: level `basis`.
 */
export async function openSession(
  em: EntityManager,
  record: RecordLogin,
  request: LoginRequest,
  account: AccountRow,
  returnPath: string,
  provider = ownProvider,
): Promise<SignedIn> {
  const { now, userAgent } = request
  const { realm, id: accountId } = account
  const before = request.openSession?.(realm)
  const opened = await replaceSession(em, before, { account, trust: 'basis', provider, userAgent }, now)
  await record({ name: 'login-succeeded', realm, provider, accountId, trust: 'basis' })
  return { kind: 'signed-in', returnPath, ...opened }
}

/** Notes a login that failed, and fails with its error. */
export async function refuse(
  request: LoginRequest,
  realm: Realm,
  accountId: string | null,
  error: ReturnType<typeof errors.loginFailed>,
  provider = ownProvider,
): Promise<never> {
  await request.unit(async (_em, record) => {
    await record({ name: 'login-failed', realm, provider, accountId, trust: null, reason: error.code })
  })
  throw error
}
