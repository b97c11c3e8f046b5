import type { Database } from '../storage/database.ts'
import { planMigrations, runMigrations } from '../storage/migration.ts'
import type { MigrationSet } from '../storage/migration.ts'
import { errors } from './errors.ts'
import type { PortalOptions } from './portal-options.ts'

/** The embedded database migrates itself; another one only when told, so that no start changes it silently. */
export async function migrateOrRefuse(
  database: Database,
  sets: readonly MigrationSet[],
  { migrate = database.engine === 'sqlite' }: Pick<PortalOptions, 'migrate'>,
): Promise<void> {
  const { pending, orphaned } = await planMigrations(database, sets)
  if (orphaned.length > 0) database.log.warn({ orphaned }, 'tables of plugins that are no longer installed')
  if (pending.length === 0) return
  if (!migrate) throw errors.migrationsPending({ count: pending.length, first: pending[0] ?? '' })
  await runMigrations(database, sets)
}
