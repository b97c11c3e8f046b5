import { column } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

export const m0001Reports: Migration = {
  name: '0001-reports',
  async up(db) {
    await db.schema
      .createTable('feedback_report')
      .addColumn('id', column(db).uuid, (c) => c.primaryKey().notNull())
      .addColumn('page', column(db).text, (c) => c.notNull())
      .addColumn('text', column(db).text, (c) => c.notNull())
      .addColumn('email', column(db).text)
      .addColumn('at', column(db).instant, (c) => c.notNull())
      .addColumn('answer', column(db).text)
      .addColumn('answered_at', column(db).instant)
      .execute()
    await db.schema.createIndex('feedback_report_at').on('feedback_report').columns(['at', 'id']).execute()
    await db.schema.createIndex('feedback_report_email').on('feedback_report').column('email').execute()
  },
}
