import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Migration as KyselyMigration, MigrationResult } from 'kysely/migration'
import type { Database } from './database.ts'
import { errors } from './errors.ts'
import { hasTable } from './has-table.ts'

/** One step of a schema, written with Kysely's schema builder so that it serves both engines. Never changed once published. */
export interface Migration {
  /** Ordered within its plugin, e.g. `0001-accounts`. */
  name: string
  /** `vault` seals what has lain in the clear until now. */
  up(db: Kysely<unknown>, vault: MigrationVault): Promise<void>
}

/** Seals and opens values while a schema changes, as `sealRow`, `openRow` and `blindIndex` do afterwards. */
export interface MigrationVault {
  seal(subjectId: string, place: { table: string; id: string; column: string }, value: unknown): Promise<string>
  /** What was sealed, or `null` when its key is destroyed. */
  open(place: { table: string; id: string; column: string }, sealed: string): Promise<unknown>
  blindIndex(place: { table: string; column: string }, value: string): Promise<string>
}

const vaults = new WeakMap<Database, (db: Kysely<unknown>) => MigrationVault>()

/** Tells what seals in the migrations of this database; without it a migration that seals fails. */
export function sealInMigrations(database: Database, vault: (db: Kysely<unknown>) => MigrationVault): void {
  vaults.set(database, vault)
}

/** The migrations of one plugin; the kernel's own run as plugin `core`. */
export interface MigrationSet {
  plugin: string
  migrations: readonly Migration[]
}

export interface MigrationPlan {
  /** What is still to run, as `plugin:name`, in order. */
  pending: string[]
  /** What the database has run for plugins that are no longer installed, as `plugin:name`. */
  orphaned: string[]
}

const migrationTable = 'core_migration'
const migrationLockTable = 'core_migration_lock'
/** Keeps processes on one PostgreSQL from migrating at once; any number that nobody else uses. */
const migrationLock = 4_923_117_605

/** The tables of the migrator itself, which no entity describes. */
export const migratorTables: readonly string[] = [migrationTable, migrationLockTable]

/** What `runMigrations` would do. Changes nothing. Fails with `storage.migration-drift` if the plugins are older than the database. */
export async function planMigrations(database: Database, sets: readonly MigrationSet[]): Promise<MigrationPlan> {
  const known = keyed(sets)
  const executed = await executedMigrations(database)
  const installed = new Set(sets.map((set) => set.plugin))
  const missing = executed.filter((key) => !known.has(key))
  for (const key of missing) {
    const [plugin, migration] = split(key)
    if (installed.has(plugin)) throw errors.migrationDrift({ plugin, migration })
  }
  return { pending: [...known.keys()].filter((key) => !executed.includes(key)), orphaned: missing }
}

/**
 * Runs what is pending, sets in the order given, and returns it as `plugin:name`. The first failure stops everything, and
 * nothing of the run is kept.
 */
export async function runMigrations(database: Database, sets: readonly MigrationSet[]): Promise<string[]> {
  const { pending } = await planMigrations(database, sets)
  if (pending.length === 0) return []
  const db = database.em().getKysely() as Kysely<unknown>
  return db.transaction().execute(async (transaction) => {
    // The migrator's own lock comes too late for its own tables. On SQLite the transaction keeps others out.
    if (database.engine === 'postgres') await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(transaction)
    const done: string[] = []
    // The migrator sorts by name, which would let a plugin run before the kernel; so it gets one set after the other.
    for (const set of sets) done.push(...(await migrate(transaction, keyed([set], vaults.get(database)))))
    return done
  })
}

interface Failed {
  key: string | undefined
  cause: unknown
}

async function migrate(db: Kysely<unknown>, wanted: ReadonlyMap<string, KyselyMigration>): Promise<string[]> {
  // After a failure PostgreSQL refuses everything else in the transaction, and the migrator reports that refusal.
  let first: Failed | undefined
  const watched = [...wanted].map(([key, { up }]): [string, KyselyMigration] => [
    key,
    {
      async up(db) {
        try {
          await up(db)
        } catch (cause) {
          first ??= { key, cause }
          throw cause
        }
      },
    },
  ])
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => Object.fromEntries([...placeholders(await recorded(db)), ...watched]),
    },
    migrationTableName: migrationTable,
    migrationLockTableName: migrationLockTable,
    allowUnorderedMigrations: true,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error !== undefined) throw failure(first ?? { cause: error, key: failedOf(results) })
  return results.map((result) => result.migrationName)
}

// The migrator insists on knowing everything it finds recorded; what is recorded already never runs.
const placeholders = (keys: string[]): [string, KyselyMigration][] => keys.map((key) => [key, { up: async () => {} }])

function keyed(
  sets: readonly MigrationSet[],
  vault: (db: Kysely<unknown>) => MigrationVault = noVault,
): Map<string, KyselyMigration> {
  const result = new Map<string, KyselyMigration>()
  for (const { plugin, migrations } of sets) {
    let before = ''
    for (const migration of migrations) {
      const key = `${plugin}:${migration.name}`
      const place = { plugin, migration: migration.name }
      if (result.has(key)) throw errors.badMigrationSet({ ...place, reason: 'is listed twice' })
      if (migration.name < before) throw errors.badMigrationSet({ ...place, reason: `is listed after ${before}` })
      before = migration.name
      result.set(key, { up: (db) => migration.up(db as Kysely<unknown>, vault(db as Kysely<unknown>)) })
    }
  }
  return result
}

const noVault = (): MigrationVault => {
  const refuse = (): never => {
    throw errors.noVault()
  }
  return { seal: refuse, open: refuse, blindIndex: refuse }
}

async function executedMigrations(database: Database): Promise<string[]> {
  if (!(await hasTable(database, migrationTable))) return []
  return recorded(database.em().getKysely() as Kysely<unknown>)
}

async function recorded(db: Kysely<unknown>): Promise<string[]> {
  const records = db as Kysely<{ [migrationTable]: { name: string } }>
  const rows = await records.selectFrom(migrationTable).select('name').orderBy('name').execute()
  return rows.map((row) => row.name)
}

const failedOf = (results: readonly MigrationResult[]): string | undefined =>
  results.find(({ status }) => status === 'Error')?.migrationName

function failure({ key, cause }: Failed) {
  const reason = cause instanceof Error ? cause.message : String(cause)
  if (key === undefined) return errors.migrationsFailed({ reason }, { cause })
  const [plugin, migration] = split(key)
  return errors.migrationFailed({ plugin, migration, reason }, { cause })
}

function split(key: string): [plugin: string, migration: string] {
  const colon = key.indexOf(':')
  return [key.slice(0, colon), key.slice(colon + 1)]
}
