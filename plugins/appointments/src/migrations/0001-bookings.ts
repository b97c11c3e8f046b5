import { column, unitPath } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

export const m0001Bookings: Migration = {
  name: '0001-bookings',
  async up(db) {
    const { uuid, text, integer, boolean, instant, json } = column(db)
    const index = (name: string, table: string, columns: string[]) =>
      db.schema.createIndex(name).on(table).columns(columns)

    await db.schema
      .createTable('appointments_booking')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('office', text, (c) => c.notNull())
      .addColumn('unit', unitPath, (c) => c.notNull())
      .addColumn('lane', text, (c) => c.notNull())
      .addColumn('starts_at', instant, (c) => c.notNull())
      .addColumn('ends_at', instant, (c) => c.notNull())
      .addColumn('items', json, (c) => c.notNull())
      .addColumn('variant', text, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('held_until', instant)
      .addColumn('name', text)
      .addColumn('email', text)
      .addColumn('phone', text)
      .addColumn('note', text)
      .addColumn('email_index', text)
      .addColumn('account_id', uuid)
      .addColumn('locale', text, (c) => c.notNull())
      .addColumn('code', text, (c) => c.notNull())
      .addColumn('sequence', integer, (c) => c.notNull())
      .addColumn('created_at', instant, (c) => c.notNull())
      .addColumn('keep_until', instant)
      .execute()
    await index('appointments_booking_code', 'appointments_booking', ['code']).unique().execute()
    await index('appointments_booking_office', 'appointments_booking', ['office', 'starts_at', 'id']).execute()
    await index('appointments_booking_email', 'appointments_booking', ['email_index']).execute()
    await index('appointments_booking_account', 'appointments_booking', ['account_id', 'starts_at', 'id']).execute()
    await index('appointments_booking_held', 'appointments_booking', ['held_until']).execute()
    await index('appointments_booking_keep', 'appointments_booking', ['keep_until']).execute()

    await db.schema
      .createTable('appointments_cell')
      .addColumn('lane', text, (c) => c.notNull())
      .addColumn('cell', integer, (c) => c.notNull())
      .addColumn('booking_id', uuid)
      .addColumn('held_until', instant)
      .addPrimaryKeyConstraint('appointments_cell_pkey', ['lane', 'cell'])
      .execute()
    await index('appointments_cell_booking', 'appointments_cell', ['booking_id']).execute()

    await db.schema
      .createTable('appointments_share')
      .addColumn('person', text, (c) => c.notNull())
      .addColumn('service', text, (c) => c.notNull())
      .addColumn('number', integer, (c) => c.notNull())
      .addColumn('booking_id', uuid, (c) => c.notNull())
      .addPrimaryKeyConstraint('appointments_share_pkey', ['person', 'service', 'number'])
      .execute()
    await index('appointments_share_booking', 'appointments_share', ['booking_id']).execute()

    await db.schema
      .createTable('appointments_office')
      .addColumn('office', text, (c) => c.primaryKey().notNull())
      .addColumn('version', integer, (c) => c.notNull())
      .addColumn('schedule_version', integer, (c) => c.notNull())
      .addColumn('own_rules', boolean, (c) => c.notNull())
      .execute()

    await db.schema
      .createTable('appointments_changed_day')
      .addColumn('office', text, (c) => c.notNull())
      .addColumn('day', text, (c) => c.notNull())
      .addColumn('version', integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('appointments_changed_day_pkey', ['office', 'day'])
      .execute()
    await index('appointments_changed_day_version', 'appointments_changed_day', ['office', 'version']).execute()

    await db.schema
      .createTable('appointments_rule')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('office', text, (c) => c.notNull())
      .addColumn('lane_group', text, (c) => c.notNull())
      .addColumn('weekday', integer, (c) => c.notNull())
      .addColumn('from_time', text, (c) => c.notNull())
      .addColumn('to_time', text, (c) => c.notNull())
      .addColumn('valid_from', text, (c) => c.notNull())
      .addColumn('valid_until', text)
      .addColumn('every_weeks', integer, (c) => c.notNull())
      .addColumn('nth_week', integer)
      .addColumn('public_lanes', integer, (c) => c.notNull())
      .addColumn('internal_lanes', integer, (c) => c.notNull())
      .execute()
    await index('appointments_rule_office', 'appointments_rule', ['office']).execute()

    await db.schema
      .createTable('appointments_exception')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('office', text, (c) => c.notNull())
      .addColumn('lane_group', text)
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('first_day', text, (c) => c.notNull())
      .addColumn('last_day', text, (c) => c.notNull())
      .addColumn('from_time', text)
      .addColumn('to_time', text)
      .addColumn('public_lanes', integer)
      .addColumn('internal_lanes', integer)
      .addColumn('reason', text, (c) => c.notNull())
      .execute()
    await index('appointments_exception_office', 'appointments_exception', ['office', 'last_day']).execute()
  },
}
