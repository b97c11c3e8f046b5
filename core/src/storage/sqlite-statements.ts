import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import { LRUCache } from 'lru-cache'

/** What is used of better-sqlite3. */
export interface SqliteDatabase {
  prepare(sql: string): Statement
}

interface Statement {
  readonly reader: boolean
  all(parameters: readonly unknown[]): unknown[]
  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint }
}

const kept = 500
const keepsSchema =
  /^\s*(?:select|insert|update|delete|with|begin|commit|rollback|savepoint|release|pragma (?:busy_timeout|wal_checkpoint))\b/i

/** Every other statement may change what a prepared one returns, also on the other connection. */
let schemaChanges = 0

/**
 * Runs queries on a connection to SQLite with statements that are prepared once. Booleans and dates, which the driver
 * refuses, are bound as the entities store them.
 */
export function preparedConnection(
  database: SqliteDatabase,
  { streamQuery }: Pick<DatabaseConnection, 'streamQuery'>,
): DatabaseConnection {
  const statements = new LRUCache<string, Statement>({ max: kept })
  let schema = schemaChanges

  function statementOf(sql: string): Statement {
    if (schema !== schemaChanges) {
      statements.clear()
      schema = schemaChanges
    }
    const known = statements.get(sql)
    if (known !== undefined) return known
    if (!keepsSchema.test(sql)) {
      schemaChanges += 1
      return database.prepare(sql)
    }
    const made = database.prepare(sql)
    statements.set(sql, made)
    return made
  }

  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const statement = statementOf(sql)
      const values = parameters.map(bindable)
      if (statement.reader) return { rows: statement.all(values) as R[] }
      const { changes, lastInsertRowid } = statement.run(values)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    },
    streamQuery: (query, chunkSize, options) =>
      streamQuery({ ...query, parameters: query.parameters.map(bindable) }, chunkSize, options),
  }
}

function bindable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  return value instanceof Date ? value.getTime() : value
}
