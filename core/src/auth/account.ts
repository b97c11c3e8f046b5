import { newId } from '../base/id.ts'
import type { EntityManager } from '../storage/database.ts'
import { rowsOf } from '../storage/rows.ts'
import { normaliseEmail } from './email.ts'
import { errors } from './errors.ts'
import { revokeSessionsOf } from './session.ts'
import type { AccountRow, AuthTables, Realm } from './tables.ts'

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
    .values(row)
    .onConflict((conflict) => conflict.columns(['realm', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted === undefined) throw errors.emailTaken()
  return row
}

export const findAccount = (em: EntityManager, id: string): Promise<AccountRow | undefined> =>
  rowsOf<AuthTables>(em).selectFrom('core_account').selectAll().where('id', '=', id).executeTakeFirst()

export const findAccountByEmail = (em: EntityManager, realm: Realm, email: string): Promise<AccountRow | undefined> =>
  rowsOf<AuthTables>(em)
    .selectFrom('core_account')
    .selectAll()
    .where('realm', '=', realm)
    .where('email', '=', normaliseEmail(email))
    .executeTakeFirst()

/** Shuts an account out at once: no login opens it any more, and its sessions end. */
export async function disableAccount(em: EntityManager, id: string, now: Date): Promise<void> {
  await rowsOf<AuthTables>(em).updateTable('core_account').set({ disabledAt: now }).where('id', '=', id).execute()
  await revokeSessionsOf(em, id, now)
}
