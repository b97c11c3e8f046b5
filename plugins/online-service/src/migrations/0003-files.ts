import { column } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

export const m0003Files: Migration = {
  name: '0003-files',
  async up(db) {
    const { uuid, text, integer, instant } = column(db)
    await db.schema
      .createTable('online_service_file')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('owner_id', uuid, (c) => c.notNull())
      .addColumn('service', text, (c) => c.notNull())
      .addColumn('field', text, (c) => c.notNull())
      .addColumn('case_id', uuid)
      .addColumn('blob', text, (c) => c.notNull())
      .addColumn('media_type', text, (c) => c.notNull())
      .addColumn('bytes', integer, (c) => c.notNull())
      .addColumn('at', instant, (c) => c.notNull())
      .execute()
    const indexed = (name: string, columns: string[]) =>
      db.schema.createIndex(name).on('online_service_file').columns(columns).execute()
    await indexed('online_service_file_owner', ['owner_id', 'service'])
    await indexed('online_service_file_case', ['case_id', 'id'])
  },
}
