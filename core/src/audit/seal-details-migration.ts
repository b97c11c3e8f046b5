import type { Kysely } from 'kysely'
import type { Migration } from '../storage/migration.ts'
import { readEntry } from './entry.ts'

interface Before {
  core_audit_entry: { id: string; entry: string }
  core_audit_detail: { entry_id: string; salt: Buffer; details: string }
}

const batch = 200

/** Details lay in the clear, salt beside them; both are sealed for whoever acted. */
export const sealedDetails: Migration = {
  name: '0003-sealed-audit-details',
  async up(db, vault) {
    const rows = db as Kysely<Before>
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const found = await rows
        .selectFrom('core_audit_detail')
        .innerJoin('core_audit_entry', 'core_audit_entry.id', 'core_audit_detail.entry_id')
        .select(['entry_id', 'salt', 'details', 'entry'])
        .where('entry_id', '>', after)
        .orderBy('entry_id')
        .limit(batch)
        .execute()
      for (const { entry_id: id, salt, details, entry } of found) {
        const place = { table: 'core_audit_detail', id, column: 'details' }
        const value = { salt: Buffer.from(salt).toString('base64'), details }
        await rows
          .updateTable('core_audit_detail')
          .set({ details: await vault.seal(readEntry(entry)?.actor ?? id, place, value) })
          .where('entry_id', '=', id)
          .execute()
      }
      const last = found.at(-1)
      if (last === undefined) break
      after = last.entry_id
    }
    await db.schema.alterTable('core_audit_detail').dropColumn('salt').execute()
  },
}
