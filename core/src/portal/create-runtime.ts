import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Runtime } from '../action/runtime.ts'
import type { Clock } from '../base/clock.ts'
import type { Services } from '../plugin/services.ts'
import { createBlobFolder } from '../storage/blob.ts'
import { createBlobs } from '../storage/blobs.ts'
import type { Database } from '../storage/database.ts'
import { openStored } from '../vault/received-files.ts'
import type { Assembly } from './assemble.ts'
import type { Deployment } from './deployment.ts'
import { openPayments } from './open-payments.ts'
import type { PortalOptions } from './portal-options.ts'

interface RuntimeParts {
  deployment: Deployment
  assembly: Assembly
  services: Services
  database: Database
  clock: Clock
  log: Logger
  options: PortalOptions
}

/** What actions, pages and jobs of this portal work with. */
export function createRuntime({
  deployment,
  assembly,
  services,
  database,
  clock,
  log,
  options,
}: RuntimeParts): Runtime {
  const settings = new Map(assembly.plugins.map((plugin) => [plugin.id, plugin.settings]))
  const blobStore = deployment.blobs ?? createBlobFolder({ folder: join(options.dataFolder, 'blobs') })
  const scanner = deployment.scan ?? null
  if (scanner === null) log.info('no scanner is configured: files that people send can be used at once')
  const runtime: Omit<Runtime, 'payments'> = {
    database,
    clock,
    log,
    origin: options.origin,
    land: deployment.land,
    blobStore,
    blobs: createBlobs({
      store: blobStore,
      openStored: (hash) => openStored({ database, blobStore }, hash),
      database,
      scanned: scanner !== null,
    }),
    scanner,
    limited: deployment.networkLimits !== 'lifted',
    actions: { byId: assembly.actionById, of: assembly.actionOf },
    resolve: services.resolve,
    contributions: services.contributions,
    settingsOf: (plugin) => settings.get(plugin),
  }
  return { ...runtime, payments: openPayments(deployment.payments ?? null, assembly.plugins, runtime) }
}
