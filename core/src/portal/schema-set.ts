import { IdempotencyKey, m0001IdempotencyKeys } from '../action/idempotency.ts'
import * as audit from '../audit/tables.ts'
import * as auth from '../auth/tables.ts'
import * as payments from '../payments/tables.ts'
import type { InstalledPlugin } from '../plugin/installed-plugin.ts'
import type { Entities } from '../storage/database.ts'
import type { MigrationSet } from '../storage/migration.ts'
import { ReceivedFile, m0002Blobs, m0003SealedFiles } from '../storage/received-file.ts'
import * as storage from '../storage/tables.ts'
import * as vault from '../vault/tables.ts'

const kernelMigrations = [
  ...storage.migrations,
  ...vault.migrations,
  ...auth.migrations,
  ...audit.migrations,
  ...payments.migrations,
  m0001IdempotencyKeys,
  m0002Blobs,
  m0003SealedFiles,
]

/** The entities of the kernel and of all plugins. */
export const entitiesOf = (plugins: readonly InstalledPlugin[]): Entities => [
  ...storage.entities,
  ...vault.entities,
  ...auth.entities,
  ...audit.entities,
  ...payments.entities,
  IdempotencyKey,
  ReceivedFile,
  ...plugins.flatMap(({ declaration }) => declaration.entities ?? []),
]

/** The migrations of the kernel, then those of the plugins in the order of their start. */
export const migrationSetsOf = (plugins: readonly InstalledPlugin[]): MigrationSet[] => [
  { plugin: 'core', migrations: [...kernelMigrations].sort((a, b) => (a.name < b.name ? -1 : 1)) },
  ...plugins
    .filter(({ declaration }) => (declaration.migrations ?? []).length > 0)
    .map(({ id, declaration }) => ({ plugin: id, migrations: declaration.migrations ?? [] })),
]
