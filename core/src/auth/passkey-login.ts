import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { findAccount, holdAccount } from './account.ts'
import { errors } from './errors.ts'
import { startAttempt, takeAttempt } from './login-attempt.ts'
import type { LoginRequest } from './login-request.ts'
import { type SignedIn, mayEnter, openSession, refuse } from './login.ts'
import { type RelyingParty, challengeLifetime, findPasskey, relyingPartyId } from './passkey.ts'
import { webauthn } from './webauthn.ts'
import { countAttempt, perNetwork, uncount } from './rate-limit.ts'
import { safeReturnPath } from './return-path.ts'
import type { AuthTables, PasskeyRow, Realm } from './tables.ts'

const provider = 'passkey'
const limitOf = (realm: Realm, ip: string) => perNetwork(`passkey ${realm}`, ip)

/** Asks any passkey of this site to prove itself; the browser offers those it has, so nobody types a name. */
export async function beginPasskeyLogin(
  { unit, now, ip }: LoginRequest,
  party: RelyingParty,
  realm: Realm,
  wantedPath: string | undefined,
): Promise<{ options: PublicKeyCredentialRequestOptionsJSON; secret: string }> {
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({
    rpID: relyingPartyId(party),
    userVerification: 'required',
    timeout: challengeLifetime,
  })
  const returnPath = safeReturnPath(wantedPath, realm === 'staff' ? '/staff' : '/')
  const secret = await unit(async (em) => {
    await countAttempt(em, [limitOf(realm, ip)], now)
    const attempt = { realm, provider, level: 'basis', accountId: null, returnPath, state: options.challenge } as const
    return startAttempt(em, { kind: 'passkey', ...attempt }, now, challengeLifetime)
  })
  return { options, secret }
}

/**
 * Opens a session for the owner of a passkey that answered this browser's challenge, which is used up by that. Possession
 * and user verification are two factors, so staff need no one-time code; the trust level stays `basis`, since a passkey
 * proves no identity. A counter that does not rise is the sign of a copy and is refused.
 */
export async function finishPasskeyLogin(
  request: LoginRequest,
  party: RelyingParty,
  realm: Realm,
  { secret, response }: { secret: string; response: AuthenticationResponseJSON },
): Promise<SignedIn> {
  const { unit, now, ip } = request
  const attempt = await unit((em) => takeAttempt(em, 'passkey', secret, now))
  if (attempt === undefined || attempt.realm !== realm) throw errors.attemptExpired()
  const passkey = await unit((em) => findPasskey(em, response.id))
  const account = passkey && (await unit((em) => findAccount(em, passkey.accountId)))
  const counter = passkey && (await verify(party, attempt.state ?? '', response, passkey))
  if (passkey === undefined || account === undefined || counter === undefined || counter === null) {
    return refuse(request, realm, account?.id ?? null, errors.passkeyFailed(), provider)
  }
  if (account.realm !== realm || !mayEnter(account)) {
    return refuse(request, realm, account.id, errors.passkeyFailed(), provider)
  }
  const signedIn = await unit(async (em, record) => {
    const present = await holdAccount(em, account.id)
    if (present === undefined || !mayEnter(present)) return null
    if (!(await moveCounter(em, passkey, counter, now))) return null
    await uncount(em, limitOf(realm, ip), now)
    return openSession(em, record, request, account, attempt.returnPath, provider)
  })
  return signedIn ?? refuse(request, realm, account.id, errors.passkeyFailed(), provider)
}

/** Moves the counter on; of two answers with the same count only one finds it where it was. */
async function moveCounter(
  em: EntityManager,
  { id, counter: before }: PasskeyRow,
  counter: number,
  now: Date,
): Promise<boolean> {
  const moved = await rowsOf<AuthTables>(em)
    .updateTable('core_passkey')
    .set({ counter, usedAt: now })
    .where('id', '=', id)
    .where('counter', '=', before)
    .returning('id')
    .executeTakeFirst()
  return moved !== undefined
}

/** The new counter, or `null` when the answer proves nothing. */
async function verify(
  party: RelyingParty,
  expectedChallenge: string,
  response: AuthenticationResponseJSON,
  { credentialId, publicKey, counter }: PasskeyRow,
): Promise<number | null> {
  try {
    const { verifyAuthenticationResponse } = await webauthn()
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: relyingPartyId(party),
      requireUserVerification: true,
      credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter },
    })
    return verified ? authenticationInfo.newCounter : null
  } catch {
    return null
  }
}
