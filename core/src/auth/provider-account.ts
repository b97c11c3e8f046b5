import { atLeast } from '../base/trust.ts'
import type { EntityManager } from '../storage/database.ts'
import { type AccountMail, tellOwner } from './account-mail.ts'
import { createAccount, holdAccount, renameAccount } from './account.ts'
import { saveAttributes } from './attribute.ts'
import { errors } from './errors.ts'
import { isFreshlyProven } from './fresh-proof.ts'
import { accountOfIdentity, linkIdentity, listIdentities, noteIdentityUse } from './identity.ts'
import type { ProvenIdentity, RemoteProvider } from './identity-provider.ts'
import type { RecordLogin } from './login-request.ts'
import { findOpenSession } from './session.ts'
import type { AccountRow, Realm } from './tables.ts'

/** Somebody who has proven at a provider who they are. */
export interface Arrival {
  realm: Realm
  provider: Pick<RemoteProvider, 'id' | 'label'>
  proven: ProvenIdentity
  /** The session that steps up, if one does. */
  session: { id: string; accountId: string } | null
  /** How the owner hears of an identity that was linked; nobody is told without. */
  mail?: AccountMail
}

/** Whose account it is: that of the identity, else of whoever steps up, else a new one for a citizen. Never by e-mail. */
export async function accountFor(
  em: EntityManager,
  record: RecordLogin,
  arrival: Arrival,
  now: Date,
): Promise<AccountRow> {
  const { realm, provider, proven, session } = arrival
  const owner = await accountOfIdentity(em, proven)
  if (owner !== null) {
    const account = await holdAccount(em, owner)
    if (account?.realm !== realm) throw errors.identityTaken()
    await noteIdentityUse(em, proven, now)
    return account
  }
  const known = session === null ? undefined : await holdAccount(em, session.accountId)
  if (known !== undefined && session !== null) {
    await linkTo(em, record, known, { ...arrival, session }, now)
    return known
  }
  if (realm === 'staff') throw errors.loginFailed()
  const account = await createAccount(em, newCitizen(proven), now)
  await linkIdentity(em, account.id, proven, now)
  await record({ name: 'account-created', realm, provider: provider.id, accountId: account.id, trust: proven.trust })
  return account
}

/**
 * Lets the identity open the account of whoever steps up. The session alone does not do: somebody who sits at one that was
 * left open would come in with an identity of their own from then on. So the proof behind it has to be fresh, and an account
 * has one person at each provider.
 */
async function linkTo(
  em: EntityManager,
  record: RecordLogin,
  account: AccountRow,
  { realm, provider, proven, session, mail }: Arrival & { session: { id: string } },
  now: Date,
): Promise<void> {
  const known = await listIdentities(em, account.id)
  if (known.some(({ issuer }) => issuer === proven.issuer)) throw errors.otherIdentity()
  const open = await findOpenSession(em, session.id, now)
  if (open === undefined || !isFreshlyProven(open.authTime, now)) throw errors.confirmationRequired({ realm })
  await linkIdentity(em, account.id, proven, now)
  await record({ name: 'identity-linked', realm, provider: provider.id, accountId: account.id, trust: proven.trust })
  if (mail === undefined) return
  await tellOwner(em, mail, account, 'identity-linked', { provider: mail.say(account.locale, provider.label) })
}

/**
 * Asks those whom no identity opens their account yet for a fresh proof before they leave: what they come back with would
 * be refused without.
 */
export async function assertMayStepUp(
  em: EntityManager,
  realm: Realm,
  { accountId, authTime }: { accountId: string; authTime: Date },
  now: Date,
): Promise<void> {
  if (isFreshlyProven(authTime, now)) return
  if ((await listIdentities(em, accountId)).length === 0) throw errors.confirmationRequired({ realm })
}

/** The address a provider reports is not the account's: it would keep its owner from registering with it. */
const newCitizen = (proven: ProvenIdentity) =>
  ({ realm: 'citizen', email: null, name: proven.name ?? '', locale: 'de' }) as const

/** Keeps what was reported; a proven name replaces one that somebody only typed. */
export async function learn(em: EntityManager, account: AccountRow, proven: ProvenIdentity, now: Date): Promise<void> {
  const { issuer, name } = proven
  await saveAttributes(
    em,
    account.id,
    proven.attributes.map((attribute) => ({ ...attribute, issuer })),
    now,
  )
  if (name === null || !(account.passwordHash === null || atLeast(proven.trust, 'substantiell'))) return
  await renameAccount(em, account.id, name)
}
