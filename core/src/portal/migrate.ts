import type { InstalledPlugin } from '../plugin/installed-plugin.ts'
import type { Database } from '../storage/database.ts'
import { planMigrations, runMigrations } from '../storage/migration.ts'
import { errors } from './errors.ts'
import { nameTables, orphanAdvice, orphanedTables } from './orphaned-tables.ts'
import type { OrphanedTable } from './orphaned-tables.ts'
import type { PortalOptions } from './portal-options.ts'
import { migrationSetsOf } from './schema-set.ts'

/**
 * The embedded database migrates itself; another one only when told, so that no start changes it silently. Returns the
 * tables of plugins that are no longer installed.
 */
export async function migrateOrRefuse(
  database: Database,
  plugins: readonly InstalledPlugin[],
  { migrate = database.engine === 'sqlite' }: Pick<PortalOptions, 'migrate'>,
): Promise<OrphanedTable[]> {
  const sets = migrationSetsOf(plugins)
  const { pending, orphaned } = await planMigrations(database, sets)
  const orphans = orphaned.length === 0 ? [] : await orphanedTables(database, plugins)
  if (orphaned.length > 0) {
    database.log.warn(
      { orphaned, tables: nameTables(orphans) },
      `tables of plugins that are not installed. ${orphanAdvice}`,
    )
  }
  if (pending.length === 0) return orphans
  if (!migrate) throw errors.migrationsPending({ count: pending.length, first: pending[0] ?? '' })
  await runMigrations(database, sets)
  return orphans
}
