import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as after } from 'node:timers/promises'
import { freePort } from './free-port.ts'

/** A portal that runs as a process of its own, as in production. */
export interface PortalProcess {
  /** E.g. `http://localhost:40124`. */
  readonly origin: string
  /** What it printed so far. */
  readonly output: string
  /** Asks it to end and waits until it has; returns its exit code. */
  stop(): Promise<number | null>
}

export interface PortalCommand {
  /** The script, and arguments. */
  command: string[]
  folder: string
  env?: Record<string, string>
  /** Milliseconds until `/readyz` must have answered. */
  timeout?: number
}

/** Starts a portal on a free port and waits until it is ready; fails with its output when it is not in time. */
export async function startPortalProcess({ command, folder, env = {}, timeout = 60_000 }: PortalCommand) {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  let output = ''
  const child = spawn(process.execPath, command, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...cleanEnvironment(), HOST: '127.0.0.1', PORT: String(port), ...env },
  })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))

  const portal: PortalProcess = {
    origin,
    get output() {
      return output
    },
    async stop() {
      child.kill('SIGTERM')
      const tooLate = setTimeout(() => child.kill('SIGKILL'), 10_000)
      const code = await ended
      clearTimeout(tooLate)
      return code
    },
  }
  const deadline = Date.now() + timeout
  while (!(await isReady(origin))) {
    if (child.exitCode !== null)
      throw new Error(`The portal ended with ${child.exitCode} before it was ready:\n${output}`)
    if (Date.now() > deadline) {
      await portal.stop()
      throw new Error(`The portal was not ready within ${timeout} ms:\n${output}`)
    }
    await after(100)
  }
  return portal
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/readyz`)).ok
  } catch {
    return false
  }
}

/** Without what the test runner hands down: the portal must not take itself for a test. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const handedDown = /^(TAP|_TAPJS|NODE_OPTIONS|npm_)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !handedDown.test(name)))
}
