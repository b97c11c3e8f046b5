import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Database } from './database.ts'

/** Whether there is a table of this name; asking for all tables with their columns takes many times as long. */
export async function hasTable(database: Database, name: string): Promise<boolean> {
  const query =
    database.engine === 'sqlite'
      ? sql`select 1 from sqlite_master where type = 'table' and name = ${name}`
      : sql`select 1 where to_regclass(${name}) is not null`
  const { rows } = await query.execute(database.em().getKysely() as Kysely<unknown>)
  return rows.length > 0
}
