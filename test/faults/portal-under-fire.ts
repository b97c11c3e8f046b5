import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { Test } from 'tap'
import { startPaymentEmulator } from '../../sample-deployment/payment-emulator/payment-emulator.ts'
import { freePort } from '../free-port.ts'
import { root } from '../run.ts'

/** A portal that is killed and started again on the same data, at the same address. */
export interface PortalUnderFire {
  readonly origin: string
  readonly dataFolder: string
  /** Starts it; resolves with the milliseconds until it was ready. */
  start(): Promise<number>
  /** `kill -9`. */
  kill(): Promise<void>
  /** Asks it to end; resolves with its exit code. */
  stop(): Promise<number | null>
}

/** Prepares a portal on `database`, with a data folder of its own unless told, and with a payment emulator beside it; everything ends and disappears with the test. */
export async function preparePortal(t: Test, database: string, data?: string): Promise<PortalUnderFire> {
  const emulator = await startPaymentEmulator({ port: 0 })
  t.teardown(() => emulator.close())
  const dataFolder = data ?? mkdtempSync(join(tmpdir(), 'kreiswerk-fire-'))
  t.teardown(() => rmSync(dataFolder, { recursive: true, force: true }))
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const env = {
    ...process.env,
    HOST: 'localhost',
    PORT: String(port),
    DATABASE_URL: database,
    KREISWERK_DATA: dataFolder,
    KREISWERK_MIGRATE: 'auto',
    PAYMENT_ORIGIN: emulator.url,
    LOG_LEVEL: 'fatal',
    NODE_COMPILE_CACHE: join(dataFolder, 'compiled'),
  }
  let end: (signal: NodeJS.Signals) => Promise<number | null> = async () => null
  t.teardown(() => end('SIGKILL'))

  return {
    origin,
    dataFolder,
    async start() {
      const since = performance.now()
      const command = ['--import=./scripts/source-condition.mjs', 'test/faults/portal.ts']
      const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] })
      let output = ''
      child.stderr.on('data', (chunk) => (output += chunk))
      const ended = once(child, 'exit').then(([code]) => code as number | null)
      end = (signal) => (child.kill(signal), ended)
      while (!(await isReady(origin))) {
        if (child.exitCode !== null) throw new Error(`The portal ended with ${child.exitCode}:\n${output}`)
        await after(20)
      }
      return performance.now() - since
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/readyz`)).ok
  } catch {
    return false
  }
}
