import { sql } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

/** What is held belongs to no list of an office, and its cells are found by the desk and the time of the booking. */
export const m0009FewerIndexes: Migration = {
  name: '0009-fewer-indexes',
  async up(db) {
    await db.schema.dropIndex('appointments_booking_office').execute()
    await db.schema
      .createIndex('appointments_booking_office')
      .on('appointments_booking')
      .columns(['office', 'starts_at', 'id'])
      .where(sql.ref('code'), 'is not', null)
      .execute()
    await db.schema.dropIndex('appointments_cell_booking').execute()
  },
}
