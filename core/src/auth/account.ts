import { newId } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { isPostgres } from '../storage/column.ts'
import { rowsOf } from '../storage/rows.ts'
import { normaliseEmail } from './email.ts'
import { errors } from './errors.ts'
import { revokeSessionsOf } from './session.ts'
import { Account } from './tables.ts'
import type { AccountRow, AuthTables, Realm } from './tables.ts'
import { blindIndex, openRow, sealRow } from '../vault/vault.ts'

export interface NewAccount {
  realm: Realm
  /** `null` where only an identity provider opens the account. */
  email: string | null
  name: string
  passwordHash?: string | null
  totpSecret?: string | null
  totpStep?: number | null
  locale: string
}

/** Creates a confirmed account. Fails with `auth.email-taken` when the realm has the address already. */
export async function createAccount(em: EntityManager, account: NewAccount, now: Date): Promise<AccountRow> {
  const row: AccountRow = {
    id: newId(),
    realm: account.realm,
    email: account.email === null ? null : normaliseEmail(account.email),
    emailIndex: account.email === null ? null : await emailIndex(em, account.email),
    name: account.name,
    passwordHash: account.passwordHash ?? null,
    totpSecret: account.totpSecret ?? null,
    totpStep: account.totpStep ?? null,
    confirmedAt: now,
    disabledAt: null,
    locale: account.locale,
    createdAt: now,
  }
  const inserted = await rowsOf<AuthTables>(em)
    .insertInto('core_account')
    .values(await sealRow(em, Account, row))
    .onConflict((conflict) => conflict.columns(['realm', 'emailIndex']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted === undefined) throw errors.emailTaken()
  return row
}

export const findAccount = async (em: EntityManager, id: string): Promise<AccountRow | undefined> =>
  openRow(
    em,
    Account,
    await rowsOf<AuthTables>(em).selectFrom('core_account').selectAll().where('id', '=', id).executeTakeFirst(),
  )

/**
 * The account as it is now, held until the unit of work ends: whatever else would change it, such as a new password or its
 * end, comes wholly before or wholly after. SQLite has one writer, so there the unit of work alone does that.
 */
export async function holdAccount(em: EntityManager, id: string): Promise<AccountRow | undefined> {
  const rows = rowsOf<AuthTables>(em)
  const query = rows.selectFrom('core_account').selectAll().where('id', '=', id)
  return openRow(em, Account, await (isPostgres(rows) ? query.forUpdate() : query).executeTakeFirst())
}

export const findAccountByEmail = async (
  em: EntityManager,
  realm: Realm,
  email: string,
): Promise<AccountRow | undefined> => findAccountByIndex(em, realm, await emailIndex(em, email))

export const findAccountByIndex = async (
  em: EntityManager,
  realm: Realm,
  index: string,
): Promise<AccountRow | undefined> =>
  openRow(
    em,
    Account,
    await rowsOf<AuthTables>(em)
      .selectFrom('core_account')
      .selectAll()
      .where('realm', '=', realm)
      .where('emailIndex', '=', index)
      .executeTakeFirst(),
  )

/** What the account of an address is found by; it says nothing about the address. */
export const emailIndex = (em: EntityManager, email: string): Promise<string> =>
  blindIndex(em, { table: 'core_account', column: 'email' }, normaliseEmail(email))

/** Replaces the name of an account. */
export async function renameAccount(em: EntityManager, id: string, name: string): Promise<void> {
  const sealed = await sealRow(em, Account, { id, name })
  await rowsOf<AuthTables>(em).updateTable('core_account').set(sealed).where('id', '=', id).execute()
}

/** Shuts an account out at once: no login opens it any more, and its sessions end. */
export async function disableAccount(em: EntityManager, id: string, now: Date): Promise<void> {
  await rowsOf<AuthTables>(em).updateTable('core_account').set({ disabledAt: now }).where('id', '=', id).execute()
  await revokeSessionsOf(em, id, now)
}
