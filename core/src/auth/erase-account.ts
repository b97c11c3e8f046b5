import { hashSecret } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { loadAttributes } from './attribute.ts'
import { normaliseEmail } from './email.ts'
import { findAccount } from './account.ts'
import { revokeResets } from './password-reset.ts'
import type { AuthTables } from './tables.ts'

/** How many ids one query names. */
const batch = 500

/** Everything the kernel knows about an account (DSGVO Art. 15), without secrets. */
export async function exportAccount(em: EntityManager, accountId: string): Promise<unknown> {
  const account = await findAccount(em, accountId)
  if (account === undefined) return null
  const { id, realm, email, name, locale, createdAt } = account
  const rows = rowsOf<AuthTables>(em)
  return {
    account: { id, realm, email, name, locale, createdAt },
    identities: await rows
      .selectFrom('core_identity')
      .select(['issuer', 'subject', 'trust', 'createdAt', 'usedAt'])
      .where('accountId', '=', accountId)
      .execute(),
    attributes: await loadAttributes(em, accountId),
    sessions: await rows
      .selectFrom('core_session')
      .select(['provider', 'authTime', 'seenAt', 'userAgent'])
      .where('accountId', '=', accountId)
      .execute(),
    passkeys: await rows
      .selectFrom('core_passkey')
      .select(['label', 'createdAt', 'usedAt'])
      .where('accountId', '=', accountId)
      .execute(),
    roles: await rows
      .selectFrom('core_role_assignment')
      .select(['role', 'unit', 'validFrom', 'validTo'])
      .where('accountId', '=', accountId)
      .execute(),
  }
}

/** Deletes an account with everything that opens it. Nobody is logged in with it any more. */
export async function eraseAccount(em: EntityManager, accountId: string): Promise<void> {
  const rows = rowsOf<AuthTables>(em)
  for (const table of [
    'core_session',
    'core_login_attempt',
    'core_identity',
    'core_attribute',
    'core_passkey',
    'core_role_assignment',
  ] as const) {
    await rows.deleteFrom(table).where('accountId', '=', accountId).execute()
  }
  await revokeResets(em, accountId)
  await rows.deleteFrom('core_account').where('id', '=', accountId).execute()
}

/** Forgets registrations of an address that nobody has confirmed. */
export async function eraseRegistrations(em: EntityManager, email: string): Promise<void> {
  await rowsOf<AuthTables>(em)
    .deleteFrom('core_token')
    .where('subject', '=', hashSecret(`citizen ${normaliseEmail(email)}`))
    .execute()
}

/** Which of these accounts exist. */
export async function existingAccounts(em: EntityManager, ids: readonly string[]): Promise<string[]> {
  const existing: string[] = []
  for (let at = 0; at < ids.length; at += batch) {
    const found = await rowsOf<AuthTables>(em)
      .selectFrom('core_account')
      .select('id')
      .where('id', 'in', ids.slice(at, at + batch))
      .execute()
    existing.push(...found.map(({ id }) => id))
  }
  return existing
}
