import { column } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

/** What a booking belongs to, such as an application of another plugin. */
export const m0005References: Migration = {
  name: '0005-references',
  async up(db) {
    const { text, json } = column(db)
    await db.schema.alterTable('appointments_booking').addColumn('reference', text).execute()
    await db.schema.alterTable('appointments_booking').addColumn('linked_to', json).execute()
    await db.schema
      .createIndex('appointments_booking_reference')
      .on('appointments_booking')
      .columns(['reference'])
      .execute()
  },
}
