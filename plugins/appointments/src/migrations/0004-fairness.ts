import { column } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

export const m0004Fairness: Migration = {
  name: '0004-fairness',
  async up(db) {
    const { uuid, text, integer, boolean, instant, json } = column(db)
    const index = (name: string, table: string, columns: string[]) =>
      db.schema.createIndex(name).on(table).columns(columns)

    await db.schema
      .createTable('appointments_reminder')
      .addColumn('booking_id', uuid, (c) => c.notNull())
      .addColumn('hours_before', integer, (c) => c.notNull())
      .addColumn('sequence', integer, (c) => c.notNull())
      .addColumn('due_at', instant, (c) => c.notNull())
      .addPrimaryKeyConstraint('appointments_reminder_pkey', ['booking_id', 'hours_before', 'sequence'])
      .execute()
    await index('appointments_reminder_due', 'appointments_reminder', ['due_at']).execute()

    await db.schema
      .createTable('appointments_entry')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('draw', text)
      .addColumn('rank', integer)
      .addColumn('items', json, (c) => c.notNull())
      .addColumn('variant', text, (c) => c.notNull())
      .addColumn('offices', json, (c) => c.notNull())
      .addColumn('first_day', text, (c) => c.notNull())
      .addColumn('last_day', text, (c) => c.notNull())
      .addColumn('time_of_day', text, (c) => c.notNull())
      .addColumn('notice_hours', integer, (c) => c.notNull())
      .addColumn('wait_after_draw', boolean, (c) => c.notNull())
      .addColumn('name', text)
      .addColumn('email', text)
      .addColumn('email_index', text)
      .addColumn('account_id', uuid)
      .addColumn('person', text, (c) => c.notNull())
      .addColumn('locale', text, (c) => c.notNull())
      .addColumn('missed_offers', integer, (c) => c.notNull())
      .addColumn('joined_at', instant, (c) => c.notNull())
      .addColumn('ends_at', instant, (c) => c.notNull())
      .execute()
    await index('appointments_entry_draw', 'appointments_entry', ['draw', 'state', 'rank']).execute()
    await index('appointments_entry_email', 'appointments_entry', ['email_index']).execute()
    await index('appointments_entry_account', 'appointments_entry', ['account_id']).execute()
    await index('appointments_entry_ends', 'appointments_entry', ['ends_at']).execute()

    await db.schema
      .createTable('appointments_entry_place')
      .addColumn('office', text, (c) => c.notNull())
      .addColumn('entry_id', uuid, (c) => c.notNull())
      .addColumn('joined_at', instant, (c) => c.notNull())
      .addColumn('first_day', text, (c) => c.notNull())
      .addColumn('last_day', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('appointments_entry_place_pkey', ['office', 'entry_id'])
      .execute()
    await index('appointments_entry_place_order', 'appointments_entry_place', [
      'office',
      'joined_at',
      'entry_id',
    ]).execute()
    await index('appointments_entry_place_entry', 'appointments_entry_place', ['entry_id']).execute()

    await db.schema
      .createTable('appointments_entry_share')
      .addColumn('person', text, (c) => c.notNull())
      .addColumn('service', text, (c) => c.notNull())
      .addColumn('draw', text, (c) => c.notNull())
      .addColumn('entry_id', uuid, (c) => c.notNull())
      .addPrimaryKeyConstraint('appointments_entry_share_pkey', ['person', 'service', 'draw'])
      .execute()
    await index('appointments_entry_share_entry', 'appointments_entry_share', ['entry_id']).execute()

    await db.schema
      .createTable('appointments_released')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('office', text, (c) => c.notNull())
      .addColumn('lane', text, (c) => c.notNull())
      .addColumn('first_cell', integer, (c) => c.notNull())
      .addColumn('end_cell', integer, (c) => c.notNull())
      .addColumn('free_at', instant)
      .addColumn('due_at', instant, (c) => c.notNull())
      .addColumn('booking_id', uuid)
      .addColumn('entry_id', uuid)
      .addColumn('after_joined', instant)
      .addColumn('after_entry', uuid)
      .execute()
    await index('appointments_released_due', 'appointments_released', ['due_at', 'id']).execute()
    await index('appointments_released_booking', 'appointments_released', ['booking_id']).execute()

    await db.schema
      .createTable('appointments_draw')
      .addColumn('id', text, (c) => c.primaryKey().notNull())
      .addColumn('service', text, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('opens_at', instant, (c) => c.notNull())
      .addColumn('closes_at', instant, (c) => c.notNull())
      .addColumn('first_day', text, (c) => c.notNull())
      .addColumn('last_day', text, (c) => c.notNull())
      .addColumn('seed', text, (c) => c.notNull())
      .addColumn('seed_hash', text, (c) => c.notNull())
      .addColumn('entries', integer, (c) => c.notNull())
      .addColumn('winners', integer, (c) => c.notNull())
      .execute()
    await index('appointments_draw_service', 'appointments_draw', ['service', 'closes_at']).execute()
    await index('appointments_draw_state', 'appointments_draw', ['state', 'closes_at']).execute()

    await db.schema
      .createTable('appointments_lot')
      .addColumn('draw', text, (c) => c.notNull())
      .addColumn('rank', integer, (c) => c.notNull())
      .addColumn('entry_id', uuid, (c) => c.notNull())
      .addColumn('won', boolean)
      .addPrimaryKeyConstraint('appointments_lot_pkey', ['draw', 'rank'])
      .execute()
  },
}
