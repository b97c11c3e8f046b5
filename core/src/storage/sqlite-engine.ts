import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Configuration, Dictionary } from '@mikro-orm/core'
import { AbstractSqlDriver, SqlitePlatform } from '@mikro-orm/sql'
import { SqliteConnection, SqliteDriver } from '@mikro-orm/sqlite'
import { CompiledQuery, SqliteAdapter } from 'kysely'
import type { DatabaseConnection, Dialect, Driver } from 'kysely'
import { errors } from './errors.ts'
import { usualPatience } from './sqlite-patience.ts'
import { preparedConnection } from './sqlite-statements.ts'
import type { SqliteDatabase } from './sqlite-statements.ts'

/** How long a transaction waits for a writer in another process, in milliseconds. */
const writerPatience = 10_000

// What is deleted is overwritten, so that the file keeps no data key that was destroyed; `truncateWriteAheadLog` takes it out of
// the log, which nothing else shortens while the portal runs. Pages that are written again and
// again are copied from the log into the file every 16 MB instead of every 4, and each connection keeps up to 16 MB of them.
const pragmas = [
  'journal_mode = wal',
  'synchronous = full',
  'foreign_keys = on',
  usualPatience,
  'secure_delete = on',
  'wal_autocheckpoint = 4000',
  'cache_size = -16000',
]

/**
 * MikroORM options for `sqlite:<file>`; creates the folder of the file. One connection writes, another reads what is
 * committed, so that nobody who reads waits for a unit of work and nobody writes past one.
 */
export function sqliteOptions(url: string) {
  const file = sqliteFile(url)
  const passing = file === ':memory:'
  const dbName = passing ? join(mkdtempSync(join(tmpdir(), 'kreiswerk-passing-')), 'portal.db') : file
  const settings = passing ? [...pragmas, 'synchronous = off'] : pragmas
  makeFolderOf(dbName)
  return {
    options: {
      driver: ImmediateSqliteDriver,
      dbName,
      onCreateConnection: setting(settings),
      replicas: [{ onCreateConnection: setting([...settings, 'query_only = on']) }],
    },
    dispose: passing ? removing(dirname(dbName)) : () => {},
  }
}

/** Makes the folder of a database file; throws `storage.file-unusable`. */
export function makeFolderOf(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (cause) {
    throw errors.fileUnusable({ file, reason: (cause as Error).message }, { cause })
  }
}

/** The file of a SQLite address, absolute, or `:memory:`. */
export function sqliteFile(url: string): string {
  const file = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')
  return file === ':memory:' ? file : resolve(file)
}

const setting = (settings: readonly string[]) =>
  async function applySettings(connection: unknown): Promise<void> {
    for (const pragma of settings) {
      await (connection as DatabaseConnection).executeQuery(CompiledQuery.raw(`pragma ${pragma}`))
    }
  }

function removing(folder: string): () => void {
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  return function removeFolder() {
    process.off('exit', remove)
    remove()
  }
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
    const native = (this as unknown as { database: SqliteDatabase }).database
    return {
      createDriver: () => immediate(preparing(dialect.createDriver(), native)),
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
  const rollback = driver.rollbackTransaction.bind(driver)
  driver.rollbackTransaction = async function rollbackIfOpen(connection) {
    try {
      await rollback(connection)
    } catch (error) {
      if (!isUndone(error)) throw error
    }
  }
  return driver
}

// A full or failing disk makes SQLite undo the transaction by itself. The writer must be let go all the same.
const isUndone = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('no transaction is active')

function preparing(driver: Driver, database: SqliteDatabase): Driver {
  const acquire = driver.acquireConnection.bind(driver)
  let only: DatabaseConnection | undefined
  driver.acquireConnection = async function acquirePreparing(options) {
    const connection = await acquire(options)
    return (only ??= preparedConnection(database, { streamQuery: connection.streamQuery.bind(connection) }))
  }
  return driver
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
