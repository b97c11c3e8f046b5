import { Type, action, column, defineEntity, definePlugin, event, may, insertRow, newId, p } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'
import { FilingBody } from './body.ts'

const Filing = defineEntity({
  name: 'Filing',
  tableName: 'filing_filing',
  properties: {
    id: p.uuid().primary(),
    name: p.string(),
    email: p.string(),
    birthDate: p.string(),
    street: p.string(),
    postalCode: p.string(),
    town: p.string(),
    copies: p.integer(),
    remarks: p.text(),
    at: p.datetime(),
  },
})

const m0001Filings: Migration = {
  name: '0001-filings',
  async up(db) {
    const { uuid, text, integer, instant } = column(db)
    await db.schema
      .createTable('filing_filing')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('name', text, (it) => it.notNull())
      .addColumn('email', text, (it) => it.notNull())
      .addColumn('birth_date', text, (it) => it.notNull())
      .addColumn('street', text, (it) => it.notNull())
      .addColumn('postal_code', text, (it) => it.notNull())
      .addColumn('town', text, (it) => it.notNull())
      .addColumn('copies', integer, (it) => it.notNull())
      .addColumn('remarks', text, (it) => it.notNull())
      .addColumn('at', instant, (it) => it.notNull())
      .execute()
  },
}

const filed = event('filing.filed@1', Type.Object({ filingId: Type.String() }))

const file = action({
  route: 'POST /filings',
  summary: 'File something',
  allow: may('filing.file'),
  body: FilingBody,
  reply: Type.Object({ id: Type.String() }),
  async run({ em, body, now, record, emit }) {
    const id = newId()
    await insertRow(em, Filing, { id, ...body, at: now })
    await record({ object: `filing:${id}` })
    emit(filed, { filingId: id })
    return { id }
  },
})

export default definePlugin(import.meta, { entities: [Filing], migrations: [m0001Filings], actions: { file } })
