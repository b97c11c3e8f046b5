import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { openDatabase } from '../storage/database.ts'
import type { Database, DatabaseOptions, Engine } from '../storage/database.ts'
import { runMigrations } from '../storage/migration.ts'
import type { MigrationSet } from '../storage/migration.ts'
import { fixedMasterKeys, newMasterKey } from '../vault/master-keys.ts'
import { openVault } from '../vault/vault.ts'
import { postgresServer } from './postgres.ts'

export { startPostgres } from './postgres.ts'
export type { PostgresServer } from './postgres.ts'

export interface OpenOptions extends Omit<DatabaseOptions, 'url'> {
  /** Run right after opening; none unless told. */
  migrations?: readonly MigrationSet[]
}

export interface Opened {
  engine: Engine
  /** The address of the test's own fresh database. */
  url: string
}

/** Opens the test's database; calling it again opens the same one a second time, as another process would. */
export type OpenTestDatabase = (options: OpenOptions) => Promise<Database>

/** Runs a test twice, on SQLite (a temporary file) and on PostgreSQL, each time with a fresh database. */
export async function eachDatabase(
  t: Test,
  name: string,
  run: (t: Test, open: OpenTestDatabase, opened: Opened) => Promise<unknown>,
): Promise<void> {
  for (const engine of ['sqlite', 'postgres'] as const) {
    await t.test(`${name} (${engine})`, async (t) => {
      const url = await testDatabaseUrl(t, engine)
      await run(t, (options) => openTestDatabase(t, url, options), { engine, url })
    })
  }
}

/** The address of a fresh, empty database that disappears with the test. */
export async function testDatabaseUrl(t: Test, engine: Engine): Promise<string> {
  if (engine === 'postgres') {
    const server = await postgresServer()
    const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`
    const url = await server.createDatabase(name)
    t.teardown(() => server.dropDatabase(name))
    return url
  }
  const folder = await mkdtemp(join(tmpdir(), 'kreiswerk-sqlite-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return `sqlite:${join(folder, 'test.db')}`
}

const masterKeys = fixedMasterKeys([newMasterKey()])

export async function openTestDatabase(t: Test, url: string, options: OpenOptions): Promise<Database> {
  const { migrations, ...rest } = options
  const database = await openDatabase({ url, ...rest })
  t.teardown(() => database.close())
  openVault(database, masterKeys)
  if (migrations) await runMigrations(database, migrations)
  return database
}
