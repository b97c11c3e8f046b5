import { isError } from '../base/error.ts'
import { type TrustLevel, atLeast } from '../base/trust.ts'
import type { EntityManager } from '../storage/database.ts'
import type { AccountMail } from './account-mail.ts'
import { errors } from './errors.ts'
import type { ProvenIdentity, RemoteProvider } from './identity-provider.ts'
import { startAttempt, takeAttempt } from './login-attempt.ts'
import type { SignedIn } from './login.ts'
import type { LoginRequest, RecordLogin } from './login-request.ts'
import { type Arrival, accountFor, learn } from './provider-account.ts'
import { countAttempt, perNetwork } from './rate-limit.ts'
import { safeReturnPath } from './return-path.ts'
import { createSession, rotateSession } from './session.ts'
import type { LoginAttemptRow, Realm } from './tables.ts'

export interface WantedProviderLogin {
  realm: Realm
  /** The least that the provider has to report. */
  level: TrustLevel
  returnPath?: string
  redirectUri: string
  /** Whoever is signed in already and steps up. */
  accountId?: string | null
}

/** Sends somebody to a provider; `secret` goes into the browser's login cookie. */
export async function beginProviderLogin(
  request: LoginRequest,
  provider: RemoteProvider,
  wanted: WantedProviderLogin,
): Promise<{ url: string; secret: string }> {
  const { realm, redirectUri, accountId = null } = wanted
  if (!provider.realms.includes(realm)) throw errors.providerUnknown({ provider: provider.id })
  const level = levelFor(realm, wanted.level)
  const { url, ...kept } = await provider.begin({ redirectUri, level, fresh: accountId !== null })
  const returnPath = safeReturnPath(wanted.returnPath, realm === 'staff' ? '/staff' : '/')
  const secret = await request.unit(async (em) => {
    await countAttempt(em, [perNetwork('provider', request.ip, 100)], request.now)
    const attempt = { kind: 'oidc', realm, provider: provider.id, level, accountId, returnPath, ...kept } as const
    return startAttempt(em, attempt, request.now)
  })
  return { url, secret }
}

export interface ReturnFromProvider {
  /** From the browser's login cookie. */
  secret: string
  /** The full address somebody came back to. */
  url: string
  /** The session of this browser, if there is one. */
  session: Arrival['session']
}

/**
 * Somebody comes back from a provider. The login under way is used up first, so nothing that came back works twice.
 * Signed-in people who stepped up keep their account, unless the identity belongs to another one: then they are in that.
 * The owner is told of an identity that opens the account from now on.
 */
export async function finishProviderLogin(
  request: LoginRequest,
  providers: readonly RemoteProvider[],
  returned: ReturnFromProvider,
  mail?: AccountMail,
): Promise<SignedIn> {
  const { now, unit } = request
  const attempt = await unit((em) => takeAttempt(em, 'oidc', returned.secret, now))
  const provider = providers.find(({ id }) => id === attempt?.provider)
  if (attempt === undefined || provider === undefined) throw errors.attemptExpired()
  try {
    const proven = await prove(provider, attempt, returned.url)
    const { session } = returned
    return await unit((em, record) => enter(em, record, request, { attempt, provider, proven, session, mail }))
  } catch (error) {
    const reason = isError(error) ? error.code : 'unknown'
    const { realm, accountId } = attempt
    await unit(async (_em, record) => {
      await record({ name: 'login-failed', realm, provider: provider.id, accountId, trust: null, reason })
    })
    throw error
  }
}

/** Staff need a second factor, which a provider vouches for from `substantiell` on. */
const levelFor = (realm: Realm, level: TrustLevel): TrustLevel =>
  realm === 'staff' && level === 'basis' ? 'substantiell' : level

async function prove(provider: RemoteProvider, attempt: LoginAttemptRow, url: string): Promise<ProvenIdentity> {
  const { state, nonce, verifier } = attempt
  if (state === null || nonce === null || verifier === null) throw errors.attemptExpired()
  const proven = await provider.finish({ url, state, nonce, verifier, fresh: attempt.accountId !== null })
  if (!atLeast(proven.trust, attempt.level)) throw errors.trustTooLow({ have: proven.trust, need: attempt.level })
  return proven
}

interface Entering extends Omit<Arrival, 'realm'> {
  attempt: LoginAttemptRow
}

async function enter(
  em: EntityManager,
  record: RecordLogin,
  request: LoginRequest,
  { attempt, session, ...arrived }: Entering,
): Promise<SignedIn> {
  const { now, userAgent } = request
  const { realm, provider } = attempt
  const { proven } = arrived
  const { trust } = proven
  const stepsUp = session !== null && session.accountId === attempt.accountId
  const account = await accountFor(em, record, { ...arrived, realm, session: stepsUp ? session : null }, now)
  if (account.disabledAt !== null) throw errors.accountDisabled()
  await learn(em, account, proven, now)
  const opening = { account, trust, provider, userAgent, authTime: proven.authTime ?? now }
  const opened =
    session === null ? await createSession(em, opening, now) : await rotateSession(em, session.id, opening, now)
  const name = stepsUp ? 'step-up-succeeded' : 'login-succeeded'
  await record({ name, realm, provider, accountId: account.id, trust })
  return { kind: 'signed-in', returnPath: attempt.returnPath, ...opened }
}
