import { defineEntity, p } from '@mikro-orm/core'
import { column } from '../../src/storage/column.ts'
import type { Migration } from '../../src/storage/migration.ts'
import { entities, migrations } from '../../src/storage/tables.ts'

/** A small table of every kind of column, for the storage tests. */
export const Note = defineEntity({
  name: 'Note',
  tableName: 'test_note',
  properties: {
    id: p.uuid().primary(),
    title: p.string(),
    body: p.text().nullable(),
    at: p.datetime(),
    readAt: p.datetime().nullable(),
    day: p.date().nullable(),
    done: p.boolean(),
    count: p.integer().nullable(),
    total: p.bigint().nullable(),
    share: p.double().nullable(),
    data: p.json<Record<string, unknown>>().nullable(),
    file: p.uint8array().nullable(),
  },
  indexes: [{ name: 'test_note_at', properties: ['at', 'id'] }],
  uniques: [{ name: 'test_note_total', properties: ['total'] }],
})

export const noteEntities = [...entities, Note]

export interface NoteRow {
  id: string
  title: string
  body: string | null
  at: Date
  readAt: Date | null
  day: string | null
  done: boolean
  count: number | null
  total: bigint | null
  share: number | null
  data: Record<string, unknown> | null
  file: Uint8Array | null
}

export interface NoteTables {
  test_note: NoteRow
}

export const noteMigrations: Migration[] = [
  {
    name: '0001-notes',
    async up(db) {
      const types = column(db)
      await db.schema
        .createTable('test_note')
        .addColumn('id', types.uuid, (it) => it.primaryKey().notNull())
        .addColumn('title', types.text, (it) => it.notNull())
        .addColumn('body', types.text)
        .addColumn('at', types.instant, (it) => it.notNull())
        .addColumn('read_at', types.instant)
        .addColumn('day', types.day)
        .addColumn('done', types.boolean, (it) => it.notNull())
        .addColumn('count', types.integer)
        .addColumn('total', types.bigint)
        .addColumn('share', types.double)
        .addColumn('data', types.json)
        .addColumn('file', types.bytes)
        .execute()
      await db.schema.createIndex('test_note_at').on('test_note').columns(['at', 'id']).execute()
      await db.schema.createIndex('test_note_total').unique().on('test_note').column('total').execute()
    },
  },
]

export const noteSets = [
  { plugin: 'core', migrations },
  { plugin: 'note', migrations: noteMigrations },
]
