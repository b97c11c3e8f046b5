import { column, sealColumns } from '@kreiswerk/core'
import type { Kysely, Migration } from '@kreiswerk/core'

interface Before {
  feedback_report: { id: string; email: string | null; email_index: string | null }
}

/** Addresses lay in the clear. */
export const m0002Sealed: Migration = {
  name: '0002-sealed',
  async up(db, vault) {
    await db.schema.alterTable('feedback_report').addColumn('email_index', column(db).text).execute()
    await db.schema.dropIndex('feedback_report_email').execute()
    const rows = db as Kysely<Before>
    const known = await rows
      .selectFrom('feedback_report')
      .select(['id', 'email'])
      .where('email', 'is not', null)
      .execute()
    for (const { id, email } of known) {
      const place = { table: 'feedback_report', column: 'email' }
      const index = await vault.blindIndex(place, email!.trim().toLowerCase())
      await rows.updateTable('feedback_report').set({ email_index: index }).where('id', '=', id).execute()
    }
    await sealColumns(db, vault, { table: 'feedback_report', subject: 'id', columns: { email: 'email' } })
    await db.schema.createIndex('feedback_report_email').on('feedback_report').column('email_index').execute()
  },
}
