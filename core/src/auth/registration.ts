import { t } from '@kreiswerk/ui-kit'
import { hashSecret } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { sendMail } from '../mail/mail.ts'
import type { AccountMail } from './account-mail.ts'
import { createAccount, findAccountByEmail } from './account.ts'
import { normaliseEmail } from './email.ts'
import { errors } from './errors.ts'
import { type SignedIn, openSession } from './login.ts'
import type { LoginRequest } from './login-request.ts'
import { assertPasswordAcceptable, hashPassword, verifyPassword } from './password.ts'
import { countAttempt, perNetwork, perSubject, tryAttempt } from './rate-limit.ts'
import { consumeToken, issueToken, peekToken, reissueToken, revokeTokens } from './token.ts'

/** What registering needs to write mails. */
export interface RegistrationMail extends AccountMail {
  /** The address behind which the person confirms. */
  confirmUrl(secret: string): string
  loginUrl: string
}

export interface Registration {
  email: string
  name: string
  password: string
  locale: string
}

/** What waits for its confirmation. There is no account before, so nobody can occupy the address of somebody else. */
interface Pending {
  email: string
  name: string
  passwordHash: string
  locale: string
}

const provider = 'password'
const lifetime = 24 * 60 * 60_000
const inOneDay = (now: Date) => new Date(now.getTime() + lifetime)
const subjectOf = (email: string) => hashSecret(`citizen ${normaliseEmail(email)}`)

/**
 * Takes a citizen's registration and sends a mail. Answer and time are the same whether or not the address has an
 * account already; only the mail tells its owner. Fails only for the password, or when a network asks too often.
 */
export async function register(request: LoginRequest, mail: RegistrationMail, wanted: Registration): Promise<void> {
  assertPasswordAcceptable(wanted.password, [wanted.email, wanted.name, ...(request.localWords ?? [])])
  const { now, unit } = request
  const email = normaliseEmail(wanted.email)
  const passwordHash = await hashPassword(wanted.password, request.hasher)
  await unit(async (em, record) => {
    await countAttempt(em, [perNetwork('register', request.ip)], now)
    if (!(await tryAttempt(em, perSubject('register', email), now))) return
    await record({ name: 'registration-requested', realm: 'citizen', provider, accountId: null, trust: null })
    const pending: Pending = { email, name: wanted.name.trim(), passwordHash, locale: wanted.locale }
    if ((await findAccountByEmail(em, 'citizen', email)) !== undefined) {
      sendAccountExists(em, mail, pending)
      return
    }
    const payload: Record<string, unknown> = { ...pending }
    const expiresAt = inOneDay(now)
    const token = { purpose: 'confirm', subject: subjectOf(email), payload, about: email, expiresAt } as const
    sendConfirmation(em, mail, pending, await issueToken(em, token))
  })
}

/** Sends the newest waiting registration of an address again, with a new link. The same answer if there is none. */
export async function resendConfirmation(request: LoginRequest, mail: RegistrationMail, email: string): Promise<void> {
  const { now, unit } = request
  await unit(async (em, record) => {
    await countAttempt(em, [perNetwork('register', request.ip)], now)
    if (!(await tryAttempt(em, perSubject('register', normaliseEmail(email)), now))) return
    await record({ name: 'registration-requested', realm: 'citizen', provider, accountId: null, trust: null })
    const again = await reissueToken<Pending>(em, 'confirm', subjectOf(email), now, inOneDay(now))
    if (again !== null) sendConfirmation(em, mail, again.payload, again.secret)
  })
}

/** The address a link would confirm, or `null` when the link no longer counts. */
export async function pendingRegistration(em: EntityManager, secret: string, now: Date): Promise<string | null> {
  const pending = await peekToken<Pending>(em, 'confirm', secret, now)
  return pending?.email ?? null
}

/**
 * Confirms an address and signs in. It takes the password chosen at registration as well as the link: whoever merely
 * owns the mailbox would otherwise confirm an account that a stranger has prepared and knows the password of.
 */
export async function confirmRegistration(request: LoginRequest, secret: string, password: string): Promise<SignedIn> {
  const { now, unit } = request
  const pending = await unit(async (em) => {
    await countAttempt(em, [perSubject('confirm', secret), perNetwork('confirm', request.ip)], now)
    return peekToken<Pending>(em, 'confirm', secret, now)
  })
  if (pending === null) throw errors.tokenInvalid()
  if (!(await verifyPassword(pending.passwordHash, password, request.hasher))) {
    await unit(async (_em, record) => {
      const reason = 'auth.login-failed'
      await record({ name: 'login-failed', realm: 'citizen', provider, accountId: null, trust: null, reason })
    })
    throw errors.loginFailed()
  }
  return unit(async (em, record) => {
    const confirmed = await consumeToken<Pending>(em, 'confirm', secret, now)
    if (confirmed === null || (await findAccountByEmail(em, 'citizen', confirmed.email)) !== undefined) {
      throw errors.tokenInvalid()
    }
    await revokeTokens(em, 'confirm', subjectOf(confirmed.email))
    const account = await createAccount(em, { realm: 'citizen', ...confirmed }, now)
    await record({ name: 'account-created', realm: 'citizen', provider, accountId: account.id, trust: 'basis' })
    return openSession(em, record, request, account, '/')
  })
}

function sendConfirmation(em: EntityManager, mail: RegistrationMail, pending: Pending, secret: string): void {
  const params = { portal: mail.portal, link: mail.confirmUrl(secret) }
  sendMail(em, {
    to: pending.email,
    subject: mail.say(pending.locale, t('core.account.mail.confirm.subject', params)),
    text: mail.say(pending.locale, t('core.account.mail.confirm.text', params)),
  })
}

function sendAccountExists(em: EntityManager, mail: RegistrationMail, pending: Pending): void {
  const params = { portal: mail.portal, link: mail.loginUrl }
  sendMail(em, {
    to: pending.email,
    subject: mail.say(pending.locale, t('core.account.mail.exists.subject', params)),
    text: mail.say(pending.locale, t('core.account.mail.exists.text', params)),
  })
}
