import { newId } from '../base/id.ts'
import { type TrustLevel, atLeast } from '../base/trust.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { blindIndex, openRows, sealRow } from '../vault/vault.ts'
import { normaliseEmail } from './email.ts'
import { Attribute } from './tables.ts'
import type { AuthTables } from './tables.ts'

/** What an identity provider says about somebody; objects such as an address are JSON text. */
export interface VerifiedAttribute {
  /** As OpenID Connect names the claim, e.g. `birthdate`. */
  name: string
  value: string
  /** The level at which the provider vouches for this value, which may be lower than that of the login. */
  trust: TrustLevel
  issuer: string
}

/** Keeps what a login brought; a value vouched for at a higher level stays until one of that level replaces it. */
export async function saveAttributes(
  em: EntityManager,
  accountId: string,
  attributes: readonly VerifiedAttribute[],
  now: Date,
): Promise<void> {
  const known = await loadAttributes(em, accountId)
  for (const attribute of attributes) {
    const { name, issuer, value, trust } = attribute
    const before = known.find((other) => other.name === name && other.issuer === issuer)
    if (before !== undefined && !atLeast(trust, before.trust)) continue
    // A value is sealed for its row, so what replaces it makes a new row of it.
    const index = name === 'email' ? await emailIndex(em, value) : null
    const row = { id: newId(), accountId, name, value, emailIndex: index, trust, issuer, updatedAt: now }
    const { id, value: sealedValue } = await sealRow(em, Attribute, row)
    await rowsOf<AuthTables>(em)
      .insertInto('core_attribute')
      .values({ ...row, value: sealedValue })
      .onConflict((conflict) =>
        conflict
          .columns(['accountId', 'name', 'issuer'])
          .doUpdateSet({ id, value: sealedValue, emailIndex: index, trust, updatedAt: now }),
      )
      .execute()
  }
}

/** Everything identity providers have said about an account. */
export async function loadAttributes(em: EntityManager, accountId: string): Promise<VerifiedAttribute[]> {
  const rows = await rowsOf<AuthTables>(em)
    .selectFrom('core_attribute')
    .select(['id', 'name', 'value', 'trust', 'issuer'])
    .where('accountId', '=', accountId)
    .orderBy('name')
    .orderBy('issuer')
    .execute()
  const opened = await openRows(em, Attribute, rows)
  return opened.flatMap(({ name, value, trust, issuer }) => (value === null ? [] : { name, value, trust, issuer }))
}

/** Forgets what a provider has said about an account. */
export async function forgetAttributes(em: EntityManager, accountId: string, issuer: string): Promise<void> {
  await rowsOf<AuthTables>(em)
    .deleteFrom('core_attribute')
    .where('accountId', '=', accountId)
    .where('issuer', '=', issuer)
    .execute()
}

/** The accounts of which a provider has said that this is their address. */
export async function accountsOfEmail(em: EntityManager, email: string): Promise<string[]> {
  const found = await rowsOf<AuthTables>(em)
    .selectFrom('core_attribute')
    .select('accountId')
    .distinct()
    .where('emailIndex', '=', await emailIndex(em, email))
    .execute()
  return found.map(({ accountId }) => accountId)
}

const emailIndex = (em: EntityManager, email: string): Promise<string> =>
  blindIndex(em, { table: 'core_attribute', column: 'email' }, normaliseEmail(email))

/** The address to write to when the account has none of its own. */
export async function contactEmail(em: EntityManager, accountId: string): Promise<string | null> {
  const attributes = await loadAttributes(em, accountId)
  return attributes.find(({ name }) => name === 'email')?.value ?? null
}
