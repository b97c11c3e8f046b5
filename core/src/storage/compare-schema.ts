import type { Database } from './database.ts'
import { migratorTables } from './migration.ts'

/**
 * For tests: the statements that would turn the migrated schema into the one the entities describe; none when migrations
 * and entities agree.
 */
export async function compareSchema(database: Database): Promise<string[]> {
  const sql = await database.orm.schema.getUpdateSchemaSQL({ wrap: false, dropTables: true })
  return sql
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '' && !concernsMigrator(statement))
}

const concernsMigrator = (statement: string): boolean =>
  migratorTables.some((table) => new RegExp(`^drop table if exists [\`"]${table}[\`"]`).test(statement))
