import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import type { Runtime } from '../action/runtime.ts'
import type { Sequencer } from '../audit/sequencer.ts'
import { systemClock } from '../base/clock.ts'
import { createServices } from '../plugin/services.ts'
import { OptionalPluginFailed } from '../plugin/resting-plugin.ts'
import { startPlugin } from '../plugin/start-plugin.ts'
import { createDatabase } from '../storage/database.ts'
import type { Database } from '../storage/database.ts'
import type { Worker } from '../storage/job-worker.ts'
import { createMetrics } from '../web/metrics.ts'
import type { Metrics } from '../web/metrics.ts'
import { createSeal } from '../web/seal.ts'
import { createServer } from '../web/server.ts'
import type { Site } from '../web/site.ts'
import { createOperationDesk } from './administration/operation-desk.ts'
import { assemble } from './assemble.ts'
import type { Assembly } from './assemble.ts'
import { assertDataFolder } from './assert-data-folder.ts'
import { createBootTimings } from './boot-timings.ts'
import { assertDeployment } from './check-deployment.ts'
import { assertMembers } from './config-members.ts'
import { createRuntime } from './create-runtime.ts'
import { createSite } from './create-site.ts'
import type { Deployment } from './deployment.ts'
import { collectHandlers } from './job-handlers.ts'
import { createKernelPlugin } from './kernel-plugin.ts'
import { openStorage } from './open-storage.ts'
import { createPersonDesk } from './person/person-desk.ts'
import { repeatErasures } from './person/repeat-erasures.ts'
import type { PortalOptions } from './portal-options.ts'
import { startPortalWorker } from './portal-worker.ts'
import { reasonsNotReady } from './readiness.ts'
import { restPlugins } from './rest-plugins.ts'
import { entitiesOf } from './schema-set.ts'
import { loadOrCreateSecret } from './secret-file.ts'

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
  /** Milliseconds per step of the start; steps that wait overlap. */
  readonly timings: ReadonlyMap<string, number>
  /** Stops taking requests, lets work end, and closes everything. */
  close(): Promise<void>
}

/**
 * Puts a portal together from a deployment. Refuses with a coded error when a plugin does not fit, a setting is wrong,
 * migrations are pending, or the audit log may not be continued.
 */
export async function createPortal(deployment: Deployment, options: PortalOptions): Promise<Portal> {
  assertMembers(deployment)
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
  const { origin, dataFolder, manifestsChecked } = options
  const timings = createBootTimings()
  const clock = options.clock ?? systemClock
  const log = options.log ?? pino({ level: 'silent' })
  const operation = createOperationDesk()
  const persons = createPersonDesk()
  const kernel = createKernelPlugin(deployment, options, operation, persons)
  const assembly = timings.measure('plugins', () => assemble(deployment.plugins, kernel, { timings, manifestsChecked }))
  assertDeployment(deployment, assembly, options.folder)
  assertDataFolder(dataFolder)
  const { plugins } = assembly

  const opened: (() => unknown)[] = []
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end()
  }
  try {
    opened.push(await holdDatabase(options))
    const database = await createDatabase({ url: options.database, entities: entitiesOf(plugins), log, clock })
    opened.push(() => database.close())

    // While the database answers, the web server is put together.
    const opening = begun(openStorage({ database, plugins, units: deployment.units, clock, options, timings }))
    opened.push(() =>
      opening.then(
        ({ sequencer }) => sequencer.stop(),
        () => {},
      ),
    )
    const services = createServices(plugins, { origin, land: deployment.land, log })
    const runtime = createRuntime({ deployment, assembly, services, database, clock, log, options })
    const site = createSite({
      deployment,
      assembly,
      runtime,
      options,
      seal: createSeal(await loadOrCreateSecret(join(dataFolder, 'secret.key'))),
      ready: async () => reasonsNotReady(database, (await opening).sequencer),
    })
    const metrics = options.metrics === true ? await createMetrics() : null
    const serving = begun(
      timings.measure('web server', () => createServer(site, { ...options, metrics: metrics ?? undefined })),
    )
    const closeServer = () =>
      serving.then(
        (app) => app.close(),
        () => {},
      )
    opened.push(closeServer)

    const { sequencer, orphans } = await opening
    for (const plugin of plugins) {
      const context = { ...services.contextOf(plugin), em: database.em() }
      await timings.measure(`plugin ${plugin.id}: start`, () => startPlugin(plugin, context))
    }
    // Not before: a plugin that fails may be left out, and the start goes on with the same transport.
    opened.push(() => deployment.mail?.close())
    await timings.measure('erasures', () => repeatErasures(runtime, plugins, dataFolder))
    const app = await serving

    const worker = await startPortalWorker(plugins, runtime, collectHandlers(plugins, runtime), {
      mail: deployment.mail,
      mailFrom: deployment.mailFrom,
      dataFolder,
      automatic: options.worker ?? true,
    })
    opened.push(() => worker.stop())
    // Requests end before what they work with.
    opened.push(closeServer)
    persons.open({ runtime, plugins, dataFolder })
    operation.open({
      reasonsNotReady: site.ready,
      plugins: plugins.map(({ id, package: { name, version }, resting }) => ({ id, name, version, resting })),
      orphans,
      scanner: runtime.scanner?.name ?? null,
      timings: timings.steps,
    })

    return { app, runtime, site, assembly, database, worker, sequencer, metrics, timings: timings.steps, close }
  } catch (error) {
    await close()
    throw error
  }
}

// Its failure is met where its result is waited for, which may be later.
function begun<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {})
  return work
}

// A portal without a worker of its own is a command beside the running one.
const holdDatabase = async ({ database, worker = true }: PortalOptions): Promise<() => void> =>
  worker && database.startsWith('sqlite:')
    ? (await import('../storage/sqlite-guard.ts')).holdSqlite(database)
    : () => {}
