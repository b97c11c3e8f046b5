import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { newId } from '../base/id.ts'
import { rowsOf } from '../storage/rows.ts'
import { type AccountMail, tellOwner } from './account-mail.ts'
import { findAccount } from './account.ts'
import { errors } from './errors.ts'
import { startAttempt, takeAttempt } from './login-attempt.ts'
import type { LoginRequest } from './login-request.ts'
import { type RelyingParty, challengeLifetime, listPasskeys, relyingPartyId } from './passkey.ts'
import { webauthn } from './webauthn.ts'
import type { AuthTables } from './tables.ts'

/** EdDSA, ES256, RS256 (COSE numbers): what authenticators in use can do. */
const algorithms = [-8, -7, -257]
const provider = 'passkey'

/** What the browser needs to make a passkey, and the secret that binds it to this browser. */
export interface BegunRegistration {
  options: PublicKeyCredentialCreationOptionsJSON
  secret: string
}

/** Begins a new passkey for whoever is signed in: discoverable, with user verification (WebAuthn level 3, 5.4.4). */
export async function beginPasskeyRegistration(
  { unit, now }: LoginRequest,
  party: RelyingParty,
  accountId: string,
): Promise<BegunRegistration> {
  const { generateRegistrationOptions } = await webauthn()
  return unit(async (em) => {
    const account = await findAccount(em, accountId)
    if (account === undefined) throw errors.passkeyFailed()
    const known = await listPasskeys(em, accountId)
    const options = await generateRegistrationOptions({
      rpName: party.name,
      rpID: relyingPartyId(party),
      userName: account.email ?? account.name ?? '',
      userDisplayName: account.name ?? '',
      userID: new TextEncoder().encode(accountId),
      attestationType: 'none',
      timeout: challengeLifetime,
      excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: algorithms,
    })
    const { realm } = account
    const attempt = { realm, provider, level: 'basis', accountId, returnPath: '/', state: options.challenge } as const
    const secret = await startAttempt(em, { kind: 'passkey-registration', ...attempt }, now, challengeLifetime)
    return { options, secret }
  })
}

export interface NewPasskey {
  accountId: string
  /** From the browser's login cookie. */
  secret: string
  response: RegistrationResponseJSON
  /** What the owner recognises it by. */
  label: string
}

/** Keeps a passkey that answered the challenge of this browser, once, and tells the owner. */
export async function finishPasskeyRegistration(
  { unit, now }: LoginRequest,
  party: RelyingParty,
  mail: AccountMail,
  { accountId, secret, response, label }: NewPasskey,
): Promise<void> {
  const attempt = await unit((em) => takeAttempt(em, 'passkey-registration', secret, now))
  if (attempt === undefined || attempt.accountId !== accountId) throw errors.attemptExpired()
  const { credential } = await verify(party, attempt.state ?? '', response)
  await unit(async (em, record) => {
    const kept = await rowsOf<AuthTables>(em)
      .insertInto('core_passkey')
      .values({
        id: newId(),
        accountId,
        credentialId: credential.id,
        publicKey: credential.publicKey,
        counter: credential.counter,
        transports: credential.transports ?? [],
        label: label.slice(0, 100),
        createdAt: now,
        usedAt: null,
      })
      .onConflict((conflict) => conflict.column('credentialId').doNothing())
      .returning('id')
      .executeTakeFirst()
    const account = await findAccount(em, accountId)
    if (kept === undefined || account === undefined) throw errors.passkeyTaken()
    await record({ name: 'passkey-registered', realm: account.realm, provider, accountId, trust: null })
    await tellOwner(em, mail, account, 'passkey-added')
  })
}

async function verify(party: RelyingParty, expectedChallenge: string, response: RegistrationResponseJSON) {
  try {
    const { verifyRegistrationResponse } = await webauthn()
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: relyingPartyId(party),
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    if (verified && registrationInfo !== undefined) return registrationInfo
  } catch (cause) {
    throw errors.passkeyFailed({}, { cause })
  }
  throw errors.passkeyFailed()
}
