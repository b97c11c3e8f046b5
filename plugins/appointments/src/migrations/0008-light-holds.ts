import { column, isPostgres, sql } from '@kreiswerk/core'
import type { Kysely, Migration } from '@kreiswerk/core'

/** A time that is held costs as little as it can: most are given up again, and all are waited for. */
export const m0008LightHolds: Migration = {
  name: '0008-light-holds',
  async up(db) {
    const { text } = column(db)
    const onlyWhere = async (name: string, columns: string[], known: string) => {
      await db.schema.dropIndex(name).execute()
      const index = db.schema.createIndex(name).on('appointments_booking').columns(columns)
      await index.where(sql.ref(known), 'is not', null).execute()
    }
    await onlyWhere('appointments_booking_email', ['email_index'], 'email_index')
    await onlyWhere('appointments_booking_account', ['account_id', 'starts_at', 'id'], 'account_id')
    await onlyWhere('appointments_booking_held', ['held_until'], 'held_until')
    await onlyWhere('appointments_booking_keep', ['keep_until'], 'keep_until')
    await onlyWhere('appointments_booking_reference', ['reference'], 'reference')

    // A code is given once somebody has said who comes.
    await db.schema.dropIndex('appointments_booking_code').execute()
    await db.schema.alterTable('appointments_booking').renameColumn('code', 'given_code').execute()
    await db.schema.alterTable('appointments_booking').addColumn('code', text).execute()
    await sql`update appointments_booking set code = given_code`.execute(db)
    await db.schema.alterTable('appointments_booking').dropColumn('given_code').execute()
    await db.schema
      .createIndex('appointments_booking_code')
      .on('appointments_booking')
      .columns(['code'])
      .unique()
      .where(sql.ref('code'), 'is not', null)
      .execute()

    await db.schema.dropIndex('appointments_cell_booking').execute()
    if (!isPostgres(db)) await orderCells(db)
    await db.schema
      .createIndex('appointments_cell_booking')
      .on('appointments_cell')
      .columns(['booking_id'])
      .where(sql.ref('booking_id'), 'is not', null)
      .execute()
  },
}

/** SQLite then finds a cell by desk and time without going through a number of its own. */
async function orderCells(db: Kysely<unknown>): Promise<void> {
  const { uuid, text, integer, instant } = column(db)
  await db.schema
    .createTable('appointments_ordered_cell')
    .addColumn('lane', text, (c) => c.notNull())
    .addColumn('cell', integer, (c) => c.notNull())
    .addColumn('booking_id', uuid)
    .addColumn('held_until', instant)
    .addPrimaryKeyConstraint('appointments_cell_pkey', ['lane', 'cell'])
    .modifyEnd(sql`without rowid`)
    .execute()
  await sql`insert into appointments_ordered_cell
    select lane, cell, booking_id, held_until from appointments_cell`.execute(db)
  await db.schema.dropTable('appointments_cell').execute()
  await db.schema.alterTable('appointments_ordered_cell').renameTo('appointments_cell').execute()
}
