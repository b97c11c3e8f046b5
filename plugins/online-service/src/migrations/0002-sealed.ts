import { column, sealColumns } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

/** What is personal lay in the clear: it is sealed with the key of the case, in drafts with that of their owner. */
export const m0002Sealed: Migration = {
  name: '0002-sealed',
  async up(db, vault) {
    await seal('online_service_case', 'id', {
      text: { applicant_name: 'applicantName', applicant_email: 'applicantEmail', reason: 'reason' },
      json: ['answers', 'summary'],
    })
    await seal('online_service_event', 'case_id', { text: { text: 'text' } })
    await seal('online_service_draft', 'owner_id', { json: ['answers'] })
    await seal('online_service_output', 'case_id', { json: ['facts'] })

    async function seal(
      table: string,
      subject: string,
      { text = {}, json = [] }: { text?: Record<string, string>; json?: string[] },
    ) {
      // What is sealed is text, whatever it was before.
      for (const name of json) {
        await db.schema.alterTable(table).renameColumn(name, before(name)).execute()
        await db.schema.alterTable(table).addColumn(name, column(db).text).execute()
      }
      const columns = { ...text, ...Object.fromEntries(json.map((name) => [name, name])) }
      const from = (name: string) => (json.includes(name) ? before(name) : name)
      await sealColumns(db, vault, { table, subject, columns, from, json })
      for (const name of json) await db.schema.alterTable(table).dropColumn(before(name)).execute()
    }
  },
}

const before = (name: string) => `${name}_before`
