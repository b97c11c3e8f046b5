import type { Sequencer } from '../audit/sequencer.ts'
import type { Clock } from '../base/clock.ts'
import type { InstalledPlugin } from '../plugin/installed-plugin.ts'
import { connectDatabase } from '../storage/database.ts'
import type { Database } from '../storage/database.ts'
import { openAuditLog } from './audit-log.ts'
import type { BootTimings } from './boot-timings.ts'
import type { Unit } from './deployment.ts'
import { migrateOrRefuse } from './migrate.ts'
import { settlePortalKey } from '../vault/vault.ts'
import { openPortalVault } from './open-portal-vault.ts'
import type { OrphanedTable } from './orphaned-tables.ts'
import type { PortalOptions } from './portal-options.ts'
import { recordUnits } from './units.ts'

interface StorageToOpen {
  database: Database
  plugins: readonly InstalledPlugin[]
  units: Unit
  clock: Clock
  options: PortalOptions
  timings: BootTimings
}

export interface OpenStorage {
  sequencer: Sequencer
  /** Tables of plugins that are no longer installed. */
  orphans: OrphanedTable[]
}

/**
 * Everything that must be settled with the database before a portal may work on it: vault, migrations, units and audit
 * log. Refuses with a coded error when one of them does not fit.
 */
export async function openStorage(storage: StorageToOpen): Promise<OpenStorage> {
  const { database, plugins, units, clock, options, timings } = storage
  const { origin, dataFolder } = options
  await timings.measure('database', () => connectDatabase(database))
  await openPortalVault(database, dataFolder)
  const orphans = await timings.measure('migrations', () => migrateOrRefuse(database, plugins, options))
  await settlePortalKey(database)
  await recordUnits(database, units)
  const sequencer = await timings.measure('audit log', () => openAuditLog(database, { origin, dataFolder, clock }))
  return { sequencer, orphans }
}
