import { pino } from 'pino'
import type { FastifyInstance } from 'fastify'
import { issueFirstStaffToken } from '../auth/staff-setup.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { serveMetrics } from '../web/metrics.ts'
import { createPortal } from './create-portal.ts'
import type { Portal } from './create-portal.ts'
import type { Deployment } from './deployment.ts'
import { readEnvironment } from './environment.ts'
import type { Environment } from './environment.ts'
import { listen } from './listen.ts'
import type { PortalOptions } from './portal-options.ts'
import { loggedSafely } from './log-settings.ts'

/** A portal that listens. */
export interface RunningPortal {
  portal: Portal
  environment: Environment
  /** Where the first staff account is set up; `null` once there is one. */
  firstStaffLink: string | null
  stop(): Promise<void>
}

export interface StartOptions extends Pick<PortalOptions, 'folder' | 'manifestsChecked' | 'patience'> {
  variables?: NodeJS.ProcessEnv
  /** Runs when the portal is put together and before it listens, e.g. to load demo data. */
  prepare?(portal: Portal): Promise<void>
}

/** Puts a portal together as the environment says, and listens. */
export async function startPortal(
  deployment: Deployment,
  { folder, manifestsChecked, patience, variables = process.env, prepare }: StartOptions,
): Promise<RunningPortal> {
  const environment = readEnvironment(variables, folder, deployment.database)
  const log = pino(loggedSafely(environment.logLevel))
  const metered = environment.metricsPort > 0
  const portal = await createPortal(deployment, {
    ...environment,
    folder,
    manifestsChecked,
    patience,
    log,
    metrics: metered,
  })
  let metrics: FastifyInstance | undefined
  try {
    await prepare?.(portal)
    const firstStaffLink = await firstStaffLinkOf(portal, deployment, environment.origin)
    const { host, port, metricsPort } = environment
    await listen({ host, port, variable: 'PORT' }, portal.app.listen({ host, port }))
    if (portal.metrics !== null) {
      const place = { host, port: metricsPort }
      metrics = await listen(
        { ...place, variable: 'METRICS_PORT' },
        serveMetrics(portal.metrics, { ...place, patience }),
      )
    }
    log.info({ timings: Object.fromEntries(portal.timings), origin: environment.origin }, 'portal is ready')
    return {
      portal,
      environment,
      firstStaffLink,
      async stop() {
        // Side by side, so that whoever holds one open does not hold up the other.
        const ended = await Promise.allSettled([metrics?.close(), portal.close()])
        for (const end of ended) if (end.status === 'rejected') throw end.reason
      },
    }
  } catch (error) {
    await portal.close()
    throw error
  }
}

/** Stops gracefully when the process is asked to end. */
export function stopOnSignal({ stop }: Pick<RunningPortal, 'stop'>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}

/** The first account gets every role over the whole portal; it gives out the others. */
async function firstStaffLinkOf(portal: Portal, { roles }: Deployment, origin: string): Promise<string | null> {
  const everything = Object.keys(roles).map((role) => ({ role, unit: '' }))
  const secret = await unitOfWork(portal.database, (em) => issueFirstStaffToken(em, everything, portal.runtime.clock()))
  return secret === null ? null : `${origin}/staff/einrichten/${secret}`
}
