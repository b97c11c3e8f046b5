import Database from 'better-sqlite3'
import { columns, createTables, keyColumns, takenCells } from './bare-database.ts'
import type { BareAddresses, BareCase, BareDatabase, BareHold } from './bare-database.ts'
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
  const insertCell = writer.prepare('insert into cell values (?, ?, ?) on conflict do nothing')
  const copyCells = writer.transaction((taken: Iterable<unknown>) => {
    for (const cell of taken) insertCell.run(cell)
  })
  copyCells(reader.prepare(takenCells).raw().iterate())
  const insertBooking = writer.prepare('insert into booking values (?, ?, ?, ?, ?)')
  const [savepoint, back] = [writer.prepare('savepoint lane'), writer.prepare('rollback to lane')]
  const hold = writer.transaction(({ id, office, start, length, lanes }: BareHold) => {
    for (let number = 0; number < lanes; number += 1) {
      const lane = `${office}/${number}`
      savepoint.run()
      let taken = 0
      for (let cell = start; cell < start + length; cell += 1) taken += insertCell.run(lane, cell, id).changes
      if (taken === length) {
        insertBooking.run(id, office, lane, start, length)
        return true
      }
      back.run()
    }
    return false
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
    hold: async (booking) => hold.immediate(booking),
    casesAfter: async (at, id) => openNames(select.all({ at, id }) as BareCase[]),
  }
}

const fileOf = (url: string): string => url.slice('sqlite:'.length)
