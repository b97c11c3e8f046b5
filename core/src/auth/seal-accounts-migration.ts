import type { Kysely } from 'kysely'
import { column } from '../storage/column.ts'
import type { Migration } from '../storage/migration.ts'
import { sealColumns } from '../vault/seal-columns.ts'

interface Before {
  core_account: { id: string; email: string | null; email_index: string | null }
}

/** Names, addresses, authenticator secrets and verified attributes lay in the clear. */
export const sealedAccounts: Migration = {
  name: '0020-sealed-accounts',
  async up(db, vault) {
    await db.schema.alterTable('core_account').addColumn('email_index', column(db).text).execute()
    await db.schema.dropIndex('core_account_email').execute()
    const rows = db as Kysely<Before>
    const known = await rows.selectFrom('core_account').select(['id', 'email']).where('email', 'is not', null).execute()
    for (const { id, email } of known) {
      const index = await vault.blindIndex({ table: 'core_account', column: 'email' }, email!)
      await rows.updateTable('core_account').set({ email_index: index }).where('id', '=', id).execute()
    }
    await sealColumns(db, vault, {
      table: 'core_account',
      subject: 'id',
      columns: { email: 'email', name: 'name', totp_secret: 'totpSecret' },
    })
    await sealColumns(db, vault, { table: 'core_attribute', subject: 'account_id', columns: { value: 'value' } })
    await db.schema
      .createIndex('core_account_email')
      .unique()
      .on('core_account')
      .columns(['realm', 'email_index'])
      .execute()
  },
}
