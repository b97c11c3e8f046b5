import { assemble } from '../portal/assemble.ts'
import { assertMembers } from '../portal/config-members.ts'
import { readEnvironment } from '../portal/environment.ts'
import type { Environment } from '../portal/environment.ts'
import { createKernelPlugin } from '../portal/kernel-plugin.ts'
import { loadDeployment } from '../portal/load-deployment.ts'
import { openPortalVault } from '../portal/open-portal-vault.ts'
import { entitiesOf, migrationSetsOf } from '../portal/schema-set.ts'
import { openDatabase } from '../storage/database.ts'
import type { Database } from '../storage/database.ts'
import type { MigrationSet } from '../storage/migration.ts'

interface OpenStorage {
  database: Database
  migrations: MigrationSet[]
  environment: Environment
}

/** Opens a deployment's database without starting the portal, and closes it when `work` is done. */
export async function withStorage<T>(folder: string, work: (storage: OpenStorage) => Promise<T>): Promise<T> {
  const deployment = await loadDeployment(folder)
  assertMembers(deployment)
  const environment = readEnvironment(process.env, folder, deployment.database)
  const kernel = createKernelPlugin(deployment, { folder, dataFolder: environment.dataFolder })
  const { plugins } = assemble(deployment.plugins, kernel)
  const database = await openDatabase({ url: environment.database, entities: entitiesOf(plugins) })
  try {
    await openPortalVault(database, environment.dataFolder)
    return await work({ database, migrations: migrationSetsOf(plugins), environment })
  } finally {
    await database.close()
  }
}
