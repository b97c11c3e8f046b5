import { hashSecret } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { type AccountMail, tellOwner } from './account-mail.ts'
import { emailIndex, findAccount, findAccountByIndex } from './account.ts'
import { normaliseEmail } from './email.ts'
import { errors } from './errors.ts'
import type { LoginRequest } from './login-request.ts'
import { assertPasswordAcceptable, hashPassword } from './password.ts'
import { countAttempt, forgive, perNetwork, perSubject, tryAttempt } from './rate-limit.ts'
import { revokeSessionsOf } from './session.ts'
import type { AccountRow, AuthTables } from './tables.ts'
import { consumeToken, issueToken, peekToken, revokeTokens } from './token.ts'

const provider = 'password'
const realm = 'citizen'
const lifetime = 15 * 60_000
const subjectOf = (accountId: string) => hashSecret(`reset ${accountId}`)

interface Reset {
  accountId: string
}

/**
 * Takes the wish for a new password. `later` leaves the rest to a job, which gets the index of the address only, so that this path does exactly the same whether or
 * not the address has an account: nobody learns it from the answer or its time.
 */
export async function requestReset(
  { unit, now, ip }: LoginRequest,
  email: string,
  later: (em: EntityManager, index: string) => void,
): Promise<void> {
  await unit(async (em, record) => {
    await countAttempt(em, [perNetwork('reset', ip)], now)
    await record({ name: 'reset-requested', realm, provider, accountId: null, trust: null })
    const index = await emailIndex(em, email)
    if (await tryAttempt(em, perSubject('reset', normaliseEmail(email)), now)) later(em, index)
  })
}

/** The job behind it: sends the link to the owner of an account that has a password, and nothing to anybody else. */
export async function sendReset(
  em: EntityManager,
  mail: AccountMail & { resetUrl(secret: string): string },
  index: string,
  now: Date,
): Promise<void> {
  const account = await findAccountByIndex(em, realm, index)
  if (account === undefined || !mayReset(account)) return
  await revokeResets(em, account.id)
  const payload = { accountId: account.id }
  const expiresAt = new Date(now.getTime() + lifetime)
  const secret = await issueToken(em, { purpose: 'reset-password', subject: subjectOf(account.id), payload, expiresAt })
  await tellOwner(em, mail, account, 'reset', { link: mail.resetUrl(secret) })
}

/** Links to a new password of this account that are still on their way lead nowhere. */
export const revokeResets = (em: EntityManager, accountId: string): Promise<void> =>
  revokeTokens(em, 'reset-password', subjectOf(accountId))

/** Whether a link still leads to a new password. */
export const isResetOpen = async (em: EntityManager, secret: string, now: Date): Promise<boolean> =>
  (await peekToken<Reset>(em, 'reset-password', secret, now)) !== null

/** Sets the new password with the link from the mail. Every session ends, and the owner is told. It does not log in. */
export async function resetPassword(
  request: LoginRequest,
  mail: AccountMail,
  secret: string,
  password: string,
): Promise<void> {
  const { unit, now, ip, localWords = [] } = request
  const account = await unit(async (em) => {
    await countAttempt(em, [perNetwork('reset-link', ip)], now)
    const reset = await peekToken<Reset>(em, 'reset-password', secret, now)
    return reset === null ? undefined : findAccount(em, reset.accountId)
  })
  if (account === undefined || !mayReset(account)) throw errors.tokenInvalid()
  assertPasswordAcceptable(password, [account.email ?? '', account.name ?? '', ...localWords])
  const passwordHash = await hashPassword(password)
  await unit(async (em, record) => {
    if ((await consumeToken<Reset>(em, 'reset-password', secret, now)) === null) throw errors.tokenInvalid()
    await setPassword(em, account.id, passwordHash, now)
    await forgive(em, [perSubject(`login ${realm}`, account.email ?? ''), perNetwork('reset-link', ip)])
    await record({ name: 'password-reset', realm, provider, accountId: account.id, trust: null })
    await tellOwner(em, mail, account, 'password-changed')
  })
}

/** Stores a new password and ends what the old one opened, except the session it is changed in. */
export async function setPassword(
  em: EntityManager,
  accountId: string,
  passwordHash: string,
  now: Date,
  exceptSession?: string,
): Promise<void> {
  await rowsOf<AuthTables>(em).updateTable('core_account').set({ passwordHash }).where('id', '=', accountId).execute()
  await revokeResets(em, accountId)
  await revokeSessionsOf(em, accountId, now, exceptSession)
}

/** Whoever only comes through an identity provider has no password here, and gets none by mail. */
const mayReset = (account: AccountRow): boolean =>
  account.realm === realm && account.passwordHash !== null && account.disabledAt === null
