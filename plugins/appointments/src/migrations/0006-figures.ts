import { column } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

/** Days that are over, in numbers. The primary key is the way in: an office and some days. */
export const m0006Figures: Migration = {
  name: '0006-figures',
  async up(db) {
    const { text, json } = column(db)
    await db.schema
      .createTable('appointments_figure')
      .addColumn('office', text, (c) => c.notNull())
      .addColumn('day', text, (c) => c.notNull())
      .addColumn('figures', json, (c) => c.notNull())
      .addPrimaryKeyConstraint('appointments_figure_pkey', ['office', 'day'])
      .execute()
  },
}
