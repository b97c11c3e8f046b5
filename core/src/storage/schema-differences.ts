import { DatabaseSchema, SchemaComparator } from '@mikro-orm/sql'
import type { AbstractSqlPlatform, DatabaseTable } from '@mikro-orm/sql'
import { compareSchema } from './compare-schema.ts'
import type { Database } from './database.ts'
import { migratorTables } from './migration.ts'

type TableDifference = Exclude<ReturnType<SchemaComparator['diffTable']>, false>
type Column = ReturnType<DatabaseTable['getColumns']>[number]

/**
 * For tests: where the migrated schema is not what the entities describe, as sentences that name table and column; none
 * when they agree.
 */
export async function describeSchemaDifferences(database: Database): Promise<string[]> {
  const { em, config } = database.orm
  const platform = em.getPlatform() as AbstractSqlPlatform
  const connection = em.getConnection()
  const wanted = (database.orm.schema as unknown as { getTargetSchema(): DatabaseSchema }).getTargetSchema()
  const migrated = await DatabaseSchema.create(connection, platform, config, undefined, wanted.getNamespaces())
  const { newTables, changedTables, removedTables } = new SchemaComparator(platform).compare(migrated, wanted)
  const sentences = [
    ...Object.keys(newTables).map((table) => `${table}: an entity describes the table, no migration makes it`),
    ...Object.keys(removedTables)
      .filter((table) => !migratorTables.includes(table.replace('public.', '')))
      .map((table) => `${table}: a migration makes the table, no entity describes it`),
    ...Object.values(changedTables).flatMap(inTable),
    ...wanted.getTables().flatMap((table) => keyDifference(migrated.getTable(table.name), table)),
  ]
  // Whatever else the comparison knows, such as checks and foreign keys, is said as it says it.
  return sentences.length > 0 ? sentences : compareSchema(database)
}

function inTable(difference: TableDifference): string[] {
  const { name: table } = difference
  const made = (column: Column) => `${table}.${column.name}: the migration has a column, the entity says nothing of it`
  const missing = (column: Column) =>
    `${table}.${column.name}: the migration has no such column, the entity says ${described(column)}`
  return [
    ...Object.values(difference.removedColumns).map(made),
    ...Object.values(difference.addedColumns).map(missing),
    ...Object.entries(difference.renamedColumns).map(
      ([old, { name }]) => `${table}.${old}: the migration calls the column so, the entity calls it ${name}`,
    ),
    ...Object.values(difference.changedColumns).map(
      ({ fromColumn, column }) =>
        `${table}.${column.name}: the migration has ${described(fromColumn)}, the entity says ${described(column)}`,
    ),
    ...indexes(difference).map(([key, what]) => `${table}: ${what}: ${key}`),
  ]
}

function indexes({ removedIndexes, addedIndexes, changedIndexes, renamedIndexes }: TableDifference) {
  // Primary keys are looked at by themselves.
  const named = (found: Record<string, { primary: boolean }>, what: string) =>
    Object.entries(found).flatMap(([key, { primary }]) => (primary ? [] : [[key, what] as const]))
  return [
    ...named(removedIndexes, 'the migration has an index of which the entity says nothing'),
    ...named(addedIndexes, 'the migration lacks an index that the entity describes'),
    ...named(changedIndexes, 'the migration has another index than the entity describes'),
    ...named(renamedIndexes, 'the migration gives an index another name than the entity'),
  ]
}

const described = ({ type, nullable, default: standard }: Column): string =>
  [
    type.toLowerCase(),
    nullable ? 'null' : 'not null',
    ...(standard === null || standard === undefined ? [] : [`default ${standard}`]),
  ].join(' ')

/** No statement could mend a primary key, so `compareSchema` is silent about it. */
function keyDifference(migrated: DatabaseTable | undefined, wanted: DatabaseTable): string[] {
  if (migrated === undefined) return []
  const [has, says] = [keyOf(migrated), keyOf(wanted)]
  if (has === says) return []
  return [`${wanted.name}: the migration has ${has}, the entity says ${says}`]
}

function keyOf(table: DatabaseTable): string {
  const columns = table.getPrimaryKey()?.columnNames ?? []
  return columns.length === 0 ? 'no primary key' : `the primary key (${columns.join(', ')})`
}
