import { column } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

export const m0007Proofs: Migration = {
  name: '0007-proofs',
  async up(db) {
    const { text, instant } = column(db)
    await db.schema
      .createTable('appointments_spent_proof')
      .addColumn('id', text, (c) => c.primaryKey().notNull())
      .addColumn('until', instant, (c) => c.notNull())
      .execute()
    await db.schema
      .createIndex('appointments_spent_proof_until')
      .on('appointments_spent_proof')
      .columns(['until'])
      .execute()
  },
}
