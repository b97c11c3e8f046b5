import type { Kysely } from 'kysely'
import type { Database } from '../storage/database.ts'
import { hasTable } from '../storage/has-table.ts'
import { masterKeyFile, openMasterKeys } from '../vault/master-keys.ts'
import type { Tables } from '../vault/tables.ts'
import { openVault } from '../vault/vault.ts'

/**
 * Opens the vault with the master keys of this portal. A new file is made only for a database without data keys: with
 * some, a new key could not read them, and the start stops with `vault.master-key-lost`.
 */
export async function openPortalVault(database: Database, dataFolder: string): Promise<void> {
  const isNew = async () => !(await hasDataKeys(database))
  openVault(database, await openMasterKeys(masterKeyFile(dataFolder), isNew))
}

async function hasDataKeys(database: Database): Promise<boolean> {
  if (!(await hasTable(database, 'core_data_key'))) return false
  const db = database.em().getKysely() as unknown as Kysely<Tables>
  return (await db.selectFrom('core_data_key').select('id').limit(1).executeTakeFirst()) !== undefined
}
