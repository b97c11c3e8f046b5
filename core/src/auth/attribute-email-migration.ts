import { type Kysely, sql } from 'kysely'
import { column } from '../storage/column.ts'
import type { Migration } from '../storage/migration.ts'
import { normaliseEmail } from './email.ts'

interface Tables {
  core_attribute: { id: string; name: string; value: string; email_index: string | null }
}

const batch = 200

/** Accounts of identity providers could not be found by the address that the provider reports. */
export const attributeEmails: Migration = {
  name: '0021-attribute-emails',
  async up(db, vault) {
    await db.schema.alterTable('core_attribute').addColumn('email_index', column(db).text).execute()
    const rows = db as Kysely<Tables>
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const found = await rows
        .selectFrom('core_attribute')
        .select(['id', 'value'])
        .where('name', '=', 'email')
        .where('id', '>', after)
        .orderBy('id')
        .limit(batch)
        .execute()
      for (const { id, value } of found) {
        const email = await vault.open({ table: 'core_attribute', id, column: 'value' }, value)
        if (typeof email !== 'string') continue
        const index = await vault.blindIndex({ table: 'core_attribute', column: 'email' }, normaliseEmail(email))
        await rows.updateTable('core_attribute').set({ email_index: index }).where('id', '=', id).execute()
      }
      const last = found.at(-1)
      if (last === undefined) break
      after = last.id
    }
    await db.schema
      .createIndex('core_attribute_email')
      .on('core_attribute')
      .column('email_index')
      .where(sql.ref('email_index'), 'is not', null)
      .execute()
  },
}
