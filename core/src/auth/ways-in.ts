import type { EntityManager } from '../storage/database.ts'
import { listIdentities } from './identity.ts'
import { listPasskeys } from './passkey.ts'
import type { AccountRow } from './tables.ts'

/** Whether anything opens an account: its password, a passkey, an identity of a provider. */
export const hasWayIn = async (em: EntityManager, account: AccountRow): Promise<boolean> =>
  account.passwordHash !== null ||
  (await listPasskeys(em, account.id)).length > 0 ||
  (await listIdentities(em, account.id)).length > 0
