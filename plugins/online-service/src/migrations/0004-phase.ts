import { column } from '@kreiswerk/core'
import type { Kysely, Migration } from '@kreiswerk/core'

interface Added {
  online_service_case: { stage: string; phase: string }
}

const table = 'online_service_case'

/** A worklist of two stages had to be sorted; by phase it is read in the order of an index. */
export const m0004Phase: Migration = {
  name: '0004-phase',
  async up(db) {
    await db.schema
      .alterTable(table)
      .addColumn('phase', column(db).text, (c) => c.notNull().defaultTo('work'))
      .execute()
    const cases = db as Kysely<Added>
    await cases.updateTable(table).set({ phase: 'payment' }).where('stage', '=', 'awaiting-payment').execute()
    await cases.updateTable(table).set({ phase: 'done' }).where('stage', '=', 'decided').execute()
    for (const name of ['unit', 'stage', 'assignee']) await db.schema.dropIndex(`${table}_${name}`).execute()
    await index('unit', ['unit', 'phase', 'submitted_at', 'id'])
    await index('phase', ['phase', 'submitted_at', 'id'])
    await index('assignee', ['assignee_id', 'phase', 'submitted_at', 'id'])

    async function index(name: string, columns: string[]) {
      await db.schema.createIndex(`${table}_${name}`).on(table).columns(columns).execute()
    }
  },
}
