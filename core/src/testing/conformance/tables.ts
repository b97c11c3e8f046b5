import { assemble } from '../../portal/assemble.ts'
import { createKernelPlugin } from '../../portal/kernel-plugin.ts'
import { entitiesOf, migrationSetsOf } from '../../portal/schema-set.ts'
import type { ConfiguredPlugin } from '../../plugin/define-plugin.ts'
import { openDatabase } from '../../storage/database.ts'
import type { Database } from '../../storage/database.ts'
import { runMigrations } from '../../storage/migration.ts'
import { testDeployment } from '../test-deployment.ts'

/** Runs all migrations of kernel and plugins on an empty database and hands it over. */
export async function withMigrated<T>(
  url: string,
  configured: readonly ConfiguredPlugin[],
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const kernel = createKernelPlugin(testDeployment(configured), { folder: '.', dataFolder: '.' })
  const { plugins } = assemble(configured, kernel)
  const database = await openDatabase({ url, entities: entitiesOf(plugins) })
  try {
    await runMigrations(database, migrationSetsOf(plugins))
    return await work(database)
  } finally {
    await database.close()
  }
}

/** The names of all tables of a database. */
export async function tablesOf(database: Database): Promise<string[]> {
  const tables = await database.em().getKysely().introspection.getTables({ withInternalKyselyTables: true })
  return tables.map(({ name }) => name)
}
