import { column, unitPath } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

export const m0003Visits: Migration = {
  name: '0003-visits',
  async up(db) {
    const { uuid, text, integer, boolean, instant, json } = column(db)
    const index = (name: string, table: string, columns: string[]) =>
      db.schema.createIndex(name).on(table).columns(columns)

    await db.schema
      .createTable('appointments_visit')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('office', text, (c) => c.notNull())
      .addColumn('unit', unitPath, (c) => c.notNull())
      .addColumn('day', text, (c) => c.notNull())
      .addColumn('letter', text, (c) => c.notNull())
      .addColumn('number', integer, (c) => c.notNull())
      .addColumn('lane_group', text, (c) => c.notNull())
      .addColumn('items', json, (c) => c.notNull())
      .addColumn('minutes', integer, (c) => c.notNull())
      .addColumn('booking_id', uuid)
      .addColumn('appointment_at', instant)
      .addColumn('priority', boolean, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('desk', text)
      .addColumn('calls', integer, (c) => c.notNull())
      .addColumn('arrived_at', instant, (c) => c.notNull())
      .addColumn('called_at', instant)
      .addColumn('serving_at', instant)
      .addColumn('finished_at', instant)
      .execute()
    await index('appointments_visit_number', 'appointments_visit', ['office', 'day', 'number']).unique().execute()
    await index('appointments_visit_booking', 'appointments_visit', ['booking_id']).unique().execute()
    await index('appointments_visit_state', 'appointments_visit', ['office', 'day', 'state']).execute()
    await index('appointments_visit_group', 'appointments_visit', ['office', 'day', 'lane_group']).execute()
    await index('appointments_visit_open', 'appointments_visit', ['state', 'day']).execute()
    await index('appointments_visit_finished', 'appointments_visit', ['office', 'finished_at']).execute()

    await db.schema
      .createTable('appointments_queue')
      .addColumn('office', text, (c) => c.primaryKey().notNull())
      .addColumn('version', integer, (c) => c.notNull())
      .addColumn('day', text, (c) => c.notNull())
      .addColumn('number', integer, (c) => c.notNull())
      .execute()

    await db.schema
      .createTable('appointments_device')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('office', text, (c) => c.notNull())
      .addColumn('unit', unitPath, (c) => c.notNull())
      .addColumn('name', text, (c) => c.notNull())
      .addColumn('version', integer, (c) => c.notNull())
      .addColumn('locked', boolean, (c) => c.notNull())
      .addColumn('created_at', instant, (c) => c.notNull())
      .execute()
    await index('appointments_device_created', 'appointments_device', ['created_at', 'id']).execute()
  },
}
