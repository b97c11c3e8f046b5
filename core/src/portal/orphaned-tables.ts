import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { InstalledPlugin } from '../plugin/installed-plugin.ts'
import { cappedAt, sayCount, usualCap } from '../storage/capped-count.ts'
import type { CappedCount } from '../storage/capped-count.ts'
import type { Database } from '../storage/database.ts'

/** A table of a plugin that is no longer installed. */
export interface OrphanedTable {
  table: string
  rows: CappedCount
}

/** The tables that neither the kernel nor an installed plugin owns. Counted up to a thousand rows. */
export async function orphanedTables(
  database: Database,
  plugins: readonly InstalledPlugin[],
): Promise<OrphanedTable[]> {
  const prefixes = plugins.flatMap(({ package: { manifest } }) => manifest.tables ?? [])
  const db = database.em().getKysely() as Kysely<unknown>
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  const unowned = tables
    .filter(({ name, isView }) => !isView && !prefixes.some((prefix) => name.startsWith(prefix)))
    .map(({ name }) => name)
    .sort()
  const counted: OrphanedTable[] = []
  for (const table of unowned) {
    const { rows } = await sql<{ found: number | string }>`
      select count(*) as found from (select 1 as one from ${sql.table(table)} limit ${usualCap + 1}) as some
    `.execute(db)
    counted.push({ table, rows: cappedAt(rows[0]?.found ?? 0) })
  }
  return counted
}

/** What an operator reads of them, e.g. `pet_animal (3 rows), pet_owner (1 row)`. */
export const nameTables = (tables: readonly OrphanedTable[]): string =>
  tables.map(({ table, rows }) => `${table} (${sayCount(rows)} ${rows.count === 1 ? 'row' : 'rows'})`).join(', ')

/** What can be done about them; removing a package never deletes what it has stored. */
export const orphanAdvice =
  'Install the plugin again, or leave its data as they are; whoever wants them gone exports them first and drops the tables'
