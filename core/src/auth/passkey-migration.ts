import { column } from '../storage/column.ts'
import type { Migration } from '../storage/migration.ts'

/** Passkeys, whom a deputy stands in for, and the order in which accounts are listed. */
export const passkeysAndDeputies: Migration = {
  name: '0013-passkeys-and-deputies',
  async up(db) {
    const { uuid, text, double, instant, bytes, json } = column(db)
    await db.schema
      .createTable('core_passkey')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('account_id', uuid, (it) => it.notNull())
      .addColumn('credential_id', text, (it) => it.notNull())
      .addColumn('public_key', bytes, (it) => it.notNull())
      .addColumn('counter', double, (it) => it.notNull())
      .addColumn('transports', json, (it) => it.notNull())
      .addColumn('label', text, (it) => it.notNull())
      .addColumn('created_at', instant, (it) => it.notNull())
      .addColumn('used_at', instant)
      .execute()
    await db.schema
      .createIndex('core_passkey_credential')
      .unique()
      .on('core_passkey')
      .columns(['credential_id'])
      .execute()
    await db.schema.createIndex('core_passkey_account').on('core_passkey').columns(['account_id']).execute()
    await db.schema
      .createIndex('core_account_created')
      .on('core_account')
      .columns(['realm', 'created_at', 'id'])
      .execute()
    await db.schema.alterTable('core_role_assignment').addColumn('note', text).execute()
  },
}
