import { column, unitPath } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

export const m0001Cases: Migration = {
  name: '0001-cases',
  async up(db) {
    const { uuid, text, integer, boolean, instant, json } = column(db)
    await db.schema
      .createTable('online_service_case')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('tracking_number', text, (c) => c.notNull())
      .addColumn('status_code', text, (c) => c.notNull())
      .addColumn('service', text, (c) => c.notNull())
      .addColumn('service_version', text, (c) => c.notNull())
      .addColumn('title', text, (c) => c.notNull())
      .addColumn('unit', unitPath, (c) => c.notNull())
      .addColumn('owner_id', uuid, (c) => c.notNull())
      .addColumn('applicant_name', text, (c) => c.notNull())
      .addColumn('applicant_email', text)
      .addColumn('locale', text, (c) => c.notNull())
      .addColumn('answers', json, (c) => c.notNull())
      .addColumn('summary', json, (c) => c.notNull())
      .addColumn('fee', integer, (c) => c.notNull())
      .addColumn('fee_items', json, (c) => c.notNull())
      .addColumn('claim_id', uuid)
      .addColumn('stage', text, (c) => c.notNull())
      .addColumn('payment', text, (c) => c.notNull())
      .addColumn('assignee_id', uuid)
      .addColumn('assignee_name', text)
      .addColumn('outcome', text)
      .addColumn('reason', text)
      .addColumn('refund_due', boolean, (c) => c.notNull())
      .addColumn('submitted_at', instant, (c) => c.notNull())
      .addColumn('received_at', instant)
      .addColumn('decided_at', instant)
      .addColumn('retention', json, (c) => c.notNull())
      .addColumn('keep_until', instant)
      .addColumn('receipt_entry_id', text)
      .addColumn('revision', integer, (c) => c.notNull())
      .execute()
    await unique('online_service_case_tracking_number', 'online_service_case', ['tracking_number'])
    await index('online_service_case_unit', 'online_service_case', ['unit', 'stage', 'submitted_at', 'id'])
    await index('online_service_case_stage', 'online_service_case', ['stage', 'submitted_at', 'id'])
    await index('online_service_case_owner', 'online_service_case', ['owner_id', 'submitted_at', 'id'])
    await index('online_service_case_keep_until', 'online_service_case', ['keep_until'])
    await index('online_service_case_assignee', 'online_service_case', ['assignee_id', 'stage', 'submitted_at', 'id'])

    await db.schema
      .createTable('online_service_event')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('case_id', uuid, (c) => c.notNull())
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('at', instant, (c) => c.notNull())
      .addColumn('by', text)
      .addColumn('text', text)
      .execute()
    await index('online_service_event_case', 'online_service_event', ['case_id', 'id'])

    await db.schema
      .createTable('online_service_draft')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('owner_id', uuid, (c) => c.notNull())
      .addColumn('service', text, (c) => c.notNull())
      .addColumn('answers', json, (c) => c.notNull())
      .addColumn('updated_at', instant, (c) => c.notNull())
      .addColumn('expires_at', instant, (c) => c.notNull())
      .execute()
    await unique('online_service_draft_owner', 'online_service_draft', ['owner_id', 'service'])
    await index('online_service_draft_expires', 'online_service_draft', ['expires_at'])

    await db.schema
      .createTable('online_service_output')
      .addColumn('id', uuid, (c) => c.primaryKey().notNull())
      .addColumn('case_id', uuid, (c) => c.notNull())
      .addColumn('output', text, (c) => c.notNull())
      .addColumn('title', text, (c) => c.notNull())
      .addColumn('token_hash', text, (c) => c.notNull())
      .addColumn('code', text, (c) => c.notNull())
      .addColumn('facts', json, (c) => c.notNull())
      .addColumn('blob', text, (c) => c.notNull())
      .addColumn('bytes', integer, (c) => c.notNull())
      .addColumn('issued_at', instant, (c) => c.notNull())
      .execute()
    await unique('online_service_output_token', 'online_service_output', ['token_hash'])
    await index('online_service_output_case', 'online_service_output', ['case_id'])

    async function unique(name: string, table: string, columns: string[]) {
      await db.schema.createIndex(name).on(table).columns(columns).unique().execute()
    }

    async function index(name: string, table: string, columns: string[]) {
      await db.schema.createIndex(name).on(table).columns(columns).execute()
    }
  },
}
