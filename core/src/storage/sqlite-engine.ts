import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Configuration, Dictionary } from '@mikro-orm/core'
import { AbstractSqlDriver, SqlitePlatform } from '@mikro-orm/sql'
import { SqliteConnection, SqliteDriver } from '@mikro-orm/sqlite'
import { CompiledQuery, SqliteAdapter } from 'kysely'
import type { DatabaseConnection, Dialect, Driver } from 'kysely'

/** How long a transaction waits for a writer in another process, in milliseconds. */
const writerPatience = 10_000

const pragmas = [
  'pragma journal_mode = wal',
  'pragma synchronous = full',
  'pragma foreign_keys = on',
  'pragma busy_timeout = 250',
]

/** MikroORM options for `sqlite:<file>` or `sqlite::memory:`; creates the folder of the file. */
export function sqliteOptions(url: string) {
  const dbName = sqliteFile(url)
  if (dbName !== ':memory:') mkdirSync(dirname(dbName), { recursive: true })
  return {
    driver: ImmediateSqliteDriver,
    dbName,
    onCreateConnection: (connection: unknown) => prepare(connection as DatabaseConnection),
  }
}

/** The file of a SQLite address, absolute, or `:memory:`. */
export function sqliteFile(url: string): string {
  const file = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')
  return file === ':memory:' ? file : resolve(file)
}

async function prepare(connection: DatabaseConnection): Promise<void> {
  for (const pragma of pragmas) await connection.executeQuery(CompiledQuery.raw(pragma))
}

class ImmediateSqliteDriver extends AbstractSqlDriver<ImmediateSqliteConnection> {
  constructor(config: Configuration) {
    super(config, new SqlitePlatform(), ImmediateSqliteConnection, ['kysely', 'better-sqlite3'])
  }

  override getORMClass() {
    return SqliteDriver.prototype.getORMClass.call(this)
  }
}

class ImmediateSqliteConnection extends SqliteConnection {
  override createKyselyDialect(options: Dictionary): Dialect {
    const dialect = super.createKyselyDialect(options)
    return {
      createDriver: () => immediate(binding(dialect.createDriver())),
      createAdapter: () => new TransactionalSqliteAdapter(),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createIntrospector: (db) => dialect.createIntrospector(db),
    }
  }
}

// SQLite can undo changes of the schema; told so, the migrator runs in one transaction, which also keeps others out.
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}

// A plain `begin` takes the write lock only at its first write, where another process makes it fail at once.
function immediate(driver: Driver): Driver {
  driver.beginTransaction = async function beginImmediate(connection) {
    const deadline = Date.now() + writerPatience
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'))
        return
      } catch (error) {
        if (!isBusy(error) || Date.now() > deadline) throw error
        await pause(10)
      }
    }
  }
  return driver
}

// better-sqlite3 refuses booleans and dates; they are bound as the entities store them.
function binding(driver: Driver): Driver {
  const acquire = driver.acquireConnection.bind(driver)
  let only: DatabaseConnection | undefined
  driver.acquireConnection = async function acquireBinding(options) {
    const connection = await acquire(options)
    return (only ??= bindingConnection(connection))
  }
  return driver
}

const bindingConnection = (connection: DatabaseConnection): DatabaseConnection => ({
  executeQuery: (query, options) => connection.executeQuery(bound(query), options),
  streamQuery: (query, chunkSize, options) => connection.streamQuery(bound(query), chunkSize, options),
})

const bound = (query: CompiledQuery): CompiledQuery => ({ ...query, parameters: query.parameters.map(bindable) })

function bindable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  return value instanceof Date ? value.getTime() : value
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
