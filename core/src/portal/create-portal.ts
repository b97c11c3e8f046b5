import { join, resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import type { Runtime } from '../action/runtime.ts'
import type { Sequencer } from '../audit/sequencer.ts'
import { createSessions } from '../auth/resolve-actor.ts'
import { systemClock } from '../base/clock.ts'
import { createServices } from '../plugin/services.ts'
import { OptionalPluginFailed } from '../plugin/resting-plugin.ts'
import { startPlugin } from '../plugin/start-plugin.ts'
import { openDatabase } from '../storage/database.ts'
import type { Database } from '../storage/database.ts'
import { createImportMap } from '../web/import-map.ts'
import { createMetrics } from '../web/metrics.ts'
import type { Metrics } from '../web/metrics.ts'
import { createSeal } from '../web/seal.ts'
import { createServer } from '../web/server.ts'
import type { NotReady, Site } from '../web/site.ts'
import { createOperationDesk } from './administration/operation-desk.ts'
import { assemble } from './assemble.ts'
import type { Assembly } from './assemble.ts'
import { openAuditLog } from './audit-log.ts'
import { createBootTimings } from './boot-timings.ts'
import { collectHandlers } from './job-handlers.ts'
import type { Deployment } from './deployment.ts'
import { assertDeployment } from './check-deployment.ts'
import { createKernelPlugin } from './kernel-plugin.ts'
import { migrateOrRefuse } from './migrate.ts'
import { openPayments } from './open-payments.ts'
import { openPortalVault } from './open-portal-vault.ts'
import { createPersonDesk } from './person/person-desk.ts'
import { repeatErasures } from './person/repeat-erasures.ts'
import type { PortalOptions } from './portal-options.ts'
import { restPlugins } from './rest-plugins.ts'
import { entitiesOf } from './schema-set.ts'
import { loadOrCreateSecret } from './secret-file.ts'
import { collectMessages } from './site-messages.ts'
import { collectUi } from './site-ui.ts'
import { startPortalWorker } from './portal-worker.ts'
import { recordUnits } from './units.ts'
import type { Worker } from '../storage/job-worker.ts'
import { storageFault } from '../storage/storage-fault.ts'
import { writeFault } from '../storage/write-health.ts'
import { createBlobFolder } from '../storage/blob.ts'
import { createBlobs } from '../storage/blobs.ts'
import { openStored } from '../vault/received-files.ts'
import { createUploadFolder } from '../web/upload-folder.ts'

/** A portal that is put together: migrated, wired, ready to listen. */
export interface Portal {
  readonly app: FastifyInstance
  readonly runtime: Runtime
  readonly site: Site
  readonly assembly: Assembly
  readonly database: Database
  readonly worker: Worker
  readonly sequencer: Sequencer
  /** `null` unless they were asked for. */
  readonly metrics: Metrics | null
  /** Milliseconds per step of the start. */
  readonly timings: ReadonlyMap<string, number>
  /** Stops taking requests, lets work end, and closes everything. */
  close(): Promise<void>
}

/**
 * Puts a portal together from a deployment. Refuses with a coded error when a plugin does not fit, a setting is wrong,
 * migrations are pending, or the audit log may not be continued.
 */
export async function createPortal(deployment: Deployment, options: PortalOptions): Promise<Portal> {
  let { plugins } = deployment
  for (;;) {
    try {
      return await putTogether({ ...deployment, plugins }, options)
    } catch (error) {
      if (!(error instanceof OptionalPluginFailed)) throw error
      options.log?.error({ err: error.cause, plugin: error.plugin }, 'an optional plugin failed; starting without it')
      plugins = restPlugins(plugins, error)
    }
  }
}

async function putTogether(deployment: Deployment, options: PortalOptions): Promise<Portal> {
  const timings = createBootTimings()
  const clock = options.clock ?? systemClock
  const log = options.log ?? pino({ level: 'silent' })
  const operation = createOperationDesk()
  const persons = createPersonDesk()
  const kernel = createKernelPlugin(deployment, options, operation, persons)
  const assembly = timings.measure('plugins', () => assemble(deployment.plugins, kernel, timings))
  assertDeployment(deployment, assembly)

  const url = options.database
  const entities = entitiesOf(assembly.plugins)
  const letGo = await holdDatabase(options)
  const database = await timings
    .measure('database', () => openDatabase({ url, entities, log, clock }))
    .catch((error: unknown) => {
      letGo()
      throw error
    })
  const opened: (() => Promise<unknown>)[] = [async () => letGo(), () => database.close()]
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end()
  }
  try {
    await openPortalVault(database, options.dataFolder)
    const orphans = await timings.measure('migrations', () => migrateOrRefuse(database, assembly.plugins, options))
    await recordUnits(database, deployment.units)
    const { origin, dataFolder } = options
    const sequencer = await timings.measure('audit log', () => openAuditLog(database, { origin, dataFolder, clock }))
    opened.push(() => sequencer.stop())
    const services = createServices(assembly.plugins, { origin, log })
    const settings = new Map(assembly.plugins.map((plugin) => [plugin.id, plugin.settings]))
    const seal = createSeal(await loadOrCreateSecret(join(dataFolder, 'secret.key')))
    const secure = origin.startsWith('https:')

    const blobStore = deployment.blobs ?? createBlobFolder({ folder: join(dataFolder, 'blobs') })
    const scanner = deployment.scan ?? null
    if (scanner === null) log.info('no scanner is configured: files that people send can be used at once')
    const runtime = withPayments(deployment, assembly, {
      database,
      clock,
      log,
      origin,
      blobStore,
      blobs: createBlobs({
        store: blobStore,
        openStored: (hash) => openStored({ database, blobStore }, hash),
        database,
        scanned: scanner !== null,
      }),
      scanner,
      actions: { byId: assembly.actionById, of: assembly.actionOf },
      resolve: services.resolve,
      contributions: services.contributions,
      settingsOf: (plugin) => settings.get(plugin),
    })
    for (const plugin of assembly.plugins) {
      const context = { ...services.contextOf(plugin), em: database.em() }
      await timings.measure(`plugin ${plugin.id}: start`, () => startPlugin(plugin, context))
    }

    await timings.measure('erasures', () => repeatErasures(runtime, assembly.plugins, dataFolder))
    const ui = collectUi(assembly.plugins)
    opened.push(async () => deployment.mail?.close())
    const worker = await startPortalWorker(assembly.plugins, runtime, collectHandlers(assembly.plugins, runtime), {
      mail: deployment.mail,
      mailFrom: deployment.mailFrom,
      dataFolder,
      automatic: options.worker ?? true,
    })
    opened.push(() => worker.stop())
    const metrics = options.metrics === true ? await createMetrics() : null
    const site: Site = {
      runtime,
      identity: {
        name: deployment.name,
        languages: deployment.languages,
        notice: deployment.notice,
        theme: deployment.theme,
        icon: deployment.icon,
        securityContact: deployment.securityContact,
        assets: deployment.assets === undefined ? undefined : resolve(options.folder, deployment.assets),
      },
      actions: assembly.actions,
      pages: assembly.pages,
      messages: collectMessages(assembly.plugins),
      sessions: createSessions({ database, clock, roles: deployment.roles, secure }),
      seal,
      ui,
      importMap: createImportMap(ui.values()),
      uploads: createUploadFolder(join(dataFolder, 'uploads')),
      secure,
      formTargets: [
        ...(deployment.payments?.pageOrigins ?? []),
        ...deployment.identity.flatMap(({ origins }) => origins),
      ],
      ready: () => reasonsNotReady(database, sequencer),
    }
    const app = await timings.measure('web server', () =>
      createServer(site, { ...options, metrics: metrics ?? undefined }),
    )
    opened.push(() => app.close())
    const plugins = assembly.plugins.map(({ id, package: { name, version }, resting }) => ({
      id,
      name,
      version,
      resting,
    }))
    persons.open({ runtime, plugins: assembly.plugins, dataFolder })
    operation.open({
      reasonsNotReady: site.ready,
      plugins,
      orphans,
      scanner: scanner?.name ?? null,
      timings: timings.steps,
    })

    return {
      app,
      runtime,
      site,
      assembly,
      database,
      worker,
      sequencer,
      metrics,
      timings: timings.steps,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

// A portal without a worker of its own is a command beside the running one.
const holdDatabase = async ({ database, worker = true }: PortalOptions): Promise<() => void> =>
  worker && database.startsWith('sqlite:')
    ? (await import('../storage/sqlite-guard.ts')).holdSqlite(database)
    : () => {}

function withPayments(deployment: Deployment, { plugins }: Assembly, runtime: Omit<Runtime, 'payments'>): Runtime {
  return { ...runtime, payments: openPayments(deployment.payments ?? null, plugins, runtime) }
}

async function reasonsNotReady(database: Database, sequencer: Sequencer): Promise<NotReady[]> {
  const reasons: NotReady[] = []
  try {
    await database.ping()
  } catch {
    reasons.push({ code: 'database', message: 'The database does not answer' })
  }
  // The audit log may meet a full disk before any request does.
  const fault = writeFault(database) ?? storageFault(sequencer.problem)
  if (fault !== null) reasons.push({ code: fault.code, message: `${fault.message} (${fault.code})` })
  if (sequencer.problem !== null) reasons.push({ code: 'audit-log', message: 'The audit log cannot be continued' })
  return reasons
}
