import { defineEntity, p } from '@mikro-orm/core'
import { column } from '../storage/column.ts'
import type { Entities } from '../storage/database.ts'
import type { Migration } from '../storage/migration.ts'

/** The key of one subject, wrapped by a master key. Destroying it deletes the row. */
export const DataKey = defineEntity({
  name: 'DataKey',
  tableName: 'core_data_key',
  properties: {
    id: p.uuid().primary(),
    /** Whose data it seals: an account, or a thing that is kept and erased by itself. */
    subjectId: p.uuid(),
    /** base64 */
    wrapped: p.text(),
    masterKeyId: p.uuid(),
    createdAt: p.datetime(),
  },
  uniques: [{ name: 'core_data_key_subject', properties: ['subjectId'] }],
  indexes: [{ name: 'core_data_key_master', properties: ['masterKeyId', 'id'] }],
})

/** A key that was destroyed, so that erased data are told from lost ones. */
export const DestroyedKey = defineEntity({
  name: 'DestroyedKey',
  tableName: 'core_destroyed_key',
  properties: {
    id: p.uuid().primary(),
    subjectId: p.uuid(),
    destroyedAt: p.datetime(),
  },
  indexes: [{ name: 'core_destroyed_key_at', properties: ['destroyedAt', 'id'] }],
})

export const entities: Entities = [DataKey, DestroyedKey]

/** The rows as they lie in the database: the vault works before entities are known, in migrations. */
export interface Tables {
  core_data_key: { id: string; subject_id: string; wrapped: string; master_key_id: string; created_at: Date }
  core_destroyed_key: { id: string; subject_id: string; destroyed_at: Date }
}

const dataKeys: Migration = {
  name: '0002-data-keys',
  async up(db) {
    const { uuid, text, instant } = column(db)
    await db.schema
      .createTable('core_data_key')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('subject_id', uuid, (it) => it.notNull())
      .addColumn('wrapped', text, (it) => it.notNull())
      .addColumn('master_key_id', uuid, (it) => it.notNull())
      .addColumn('created_at', instant, (it) => it.notNull())
      .execute()
    await db.schema.createIndex('core_data_key_subject').unique().on('core_data_key').column('subject_id').execute()
    await db.schema.createIndex('core_data_key_master').on('core_data_key').columns(['master_key_id', 'id']).execute()
    await db.schema
      .createTable('core_destroyed_key')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('subject_id', uuid, (it) => it.notNull())
      .addColumn('destroyed_at', instant, (it) => it.notNull())
      .execute()
    await db.schema
      .createIndex('core_destroyed_key_at')
      .on('core_destroyed_key')
      .columns(['destroyed_at', 'id'])
      .execute()
  },
}

export const migrations: readonly Migration[] = [dataKeys]
