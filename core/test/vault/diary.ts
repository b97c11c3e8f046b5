import { defineEntity, p } from '@mikro-orm/core'
import { column } from '../../src/storage/column.ts'
import type { Database, EntityManager } from '../../src/storage/database.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import type { RowOf } from '../../src/storage/rows.ts'
import type { OpenTestDatabase } from '../../src/testing/databases.ts'
import { sealed, subjectId } from '../../src/vault/sealed.ts'
import * as vault from '../../src/vault/tables.ts'
import { openRows, sealRow } from '../../src/vault/vault.ts'

/** A table as a plugin would have it: who wrote what. */
export const Diary = defineEntity({
  name: 'Diary',
  tableName: 'diary',
  properties: {
    id: p.uuid().primary(),
    authorId: subjectId(),
    page: p.integer(),
    text: sealed<string>(),
    people: sealed<string[]>().nullable(),
  },
})

const diaries = {
  name: '0001-diary',
  async up(db: Parameters<(typeof vault.migrations)[0]['up']>[0]) {
    const { uuid, integer, text } = column(db)
    await db.schema
      .createTable('diary')
      .addColumn('id', uuid, (it) => it.primaryKey().notNull())
      .addColumn('author_id', uuid, (it) => it.notNull())
      .addColumn('page', integer, (it) => it.notNull())
      .addColumn('text', text, (it) => it.notNull())
      .addColumn('people', text)
      .execute()
  },
}

interface DiaryTables {
  diary: RowOf<typeof Diary>
}

export const diary = (em: EntityManager) => rowsOf<DiaryTables>(em)

export const openDiary = (open: OpenTestDatabase): Promise<Database> =>
  open({
    entities: [...vault.entities, Diary],
    migrations: [
      { plugin: 'core', migrations: vault.migrations },
      { plugin: 'diary', migrations: [diaries] },
    ],
  })

export interface Line {
  id: string
  authorId: string
  page: number
  text: string
  people: string[] | null
}

export const write = async (em: EntityManager, line: Line) =>
  diary(em)
    .insertInto('diary')
    .values(await sealRow(em, Diary, line))
    .execute()

export const read = async (em: EntityManager) =>
  openRows(em, Diary, await diary(em).selectFrom('diary').selectAll().orderBy('page').execute())

export const raw = (em: EntityManager) => diary(em).selectFrom('diary').selectAll().orderBy('page').execute()
