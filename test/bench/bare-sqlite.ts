import Database from 'better-sqlite3'
import { columns, createTables, keyColumns } from './bare-database.ts'
import type { BareAddresses, BareCase, BareDatabase } from './bare-database.ts'
import { openBareNames } from './bare-names.ts'
import type { WrappedKey } from './bare-names.ts'

const settings = ['journal_mode = wal', 'synchronous = full', 'foreign_keys = on', 'secure_delete = on']

/** better-sqlite3 with statements that are prepared once, as durable as the portal. */
export async function openBareSqlite({ cases, own, data }: BareAddresses): Promise<BareDatabase> {
  const reader = new Database(fileOf(cases), { readonly: true })
  const writer = new Database(fileOf(own))
  for (const setting of settings) writer.pragma(setting)
  for (const table of createTables('integer')) writer.exec(table)
  const insertRecord = writer.prepare(
    `insert into filing values (@id, @at, @name, @email, @birthDate, @street, @postalCode, @town, @copies, @remarks)`,
  )
  const insertAudit = writer.prepare('insert into audit values (@id, @entry)')
  const commit = writer.transaction((record: object, audit: object) => {
    insertRecord.run(record)
    insertAudit.run(audit)
  })
  const select = reader.prepare(
    `select ${columns} from online_service_case
     where unit >= 'stadt/fb70/' and unit < 'stadt/fb700' and phase = 'work'
       and submitted_at >= @at and (submitted_at > @at or id > @id)
     order by submitted_at, id limit 25`,
  )
  const selectKey = reader.prepare(`select ${keyColumns} from core_data_key where id = ?`)
  const openNames = await openBareNames(data, async (ids) => ids.map((id) => selectKey.get(id) as WrappedKey))
  return {
    file: async (record, audit) => void commit.immediate(record, audit),
    casesAfter: async (at, id) => openNames(select.all({ at, id }) as BareCase[]),
  }
}

const fileOf = (url: string): string => url.slice('sqlite:'.length)
