import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { Test } from 'tap'
import { testDatabaseUrl } from '../../core/src/testing/databases.ts'
import { startIdentityEmulator } from '../../sample-deployment/identity-emulator/identity-emulator.ts'
import { startPaymentEmulator } from '../../sample-deployment/payment-emulator/payment-emulator.ts'
import { freePort } from '../free-port.ts'
import { root } from '../run.ts'
import { startRoundRobin } from './round-robin.ts'
import type { RoundRobin } from './round-robin.ts'

/** One of the portals. */
export interface PortalOfTwo {
  readonly port: number
  /** Of its process. */
  readonly pid: number
  start(): Promise<void>
  /** `kill -9`. */
  kill(): Promise<void>
  /** Asks it to end; resolves with its exit code. */
  stop(): Promise<number | null>
}

export interface TwoPortals {
  proxy: RoundRobin
  portals: [PortalOfTwo, PortalOfTwo]
  database: string
  dataFolder: string
}

/** Two portal processes that start at once on one empty PostgreSQL and one empty data folder, behind a load balancer. */
export async function startTwoPortals(t: Test): Promise<TwoPortals> {
  const database = await testDatabaseUrl(t, 'postgres')
  const dataFolder = mkdtempSync(join(tmpdir(), 'kreiswerk-scale-'))
  t.teardown(() => rmSync(dataFolder, { recursive: true, force: true }))
  const ports = [await freePort(), await freePort()] as const
  const proxy = await startRoundRobin(t, ports)
  const payment = await startPaymentEmulator({ port: 0 })
  t.teardown(() => payment.close())
  const identity = await startIdentityEmulator({ port: 0, redirectUris: [`${proxy.origin}/anmelden/rueckkehr`] })
  t.teardown(() => identity.close())
  const env = {
    KREISWERK_ORIGIN: proxy.origin,
    KREISWERK_DATA: dataFolder,
    KREISWERK_MIGRATE: 'auto',
    DATABASE_URL: database,
    PAYMENT_ORIGIN: payment.url,
    IDENTITY_ORIGIN: identity.issuer,
    TRUST_PROXY: '127.0.0.1',
    LOG_LEVEL: 'fatal',
    // A busy machine for tests is no reason to turn anybody away.
    MAX_DELAY: '0',
  }
  const portals: [PortalOfTwo, PortalOfTwo] = [
    portalAt(t, ports[0], { ...env, DEMO_DATA: 'yes' }),
    portalAt(t, ports[1], env),
  ]
  await Promise.all(portals.map((portal) => portal.start()))
  return { proxy, portals, database, dataFolder }
}

function portalAt(t: Test, port: number, settings: NodeJS.ProcessEnv): PortalOfTwo {
  const env = { ...process.env, ...settings, HOST: '127.0.0.1', PORT: String(port) }
  let pid = 0
  let end: (signal: NodeJS.Signals) => Promise<number | null> = async () => null
  t.teardown(() => end('SIGKILL'))
  return {
    port,
    get pid() {
      return pid
    },
    async start() {
      const command = ['--import=./scripts/source-condition.mjs', 'test/scale/portal.ts']
      const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] })
      let output = ''
      child.stderr.on('data', (chunk) => (output += chunk))
      const ended = once(child, 'exit').then(([code]) => code as number | null)
      pid = child.pid ?? 0
      end = (signal) => (child.kill(signal), ended)
      while (!(await isReady(port))) {
        if (child.exitCode !== null) throw new Error(`The portal ended with ${child.exitCode}:\n${output}`)
        await after(50)
      }
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
  } catch {
    return false
  }
}
