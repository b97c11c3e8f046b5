import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as after } from 'node:timers/promises'
import { freePort } from '../free-port.ts'

/** A server that is measured, as a process of its own. */
export interface BenchProcess {
  /** E.g. `http://127.0.0.1:40124`. */
  readonly origin: string
  /** Milliseconds from its start to its first answer. */
  readonly startTime: number
  /** Resident bytes at this moment. */
  memory(): number
  stop(): Promise<void>
}

export interface BenchCommand {
  /** Arguments of Node. */
  command: string[]
  folder: string
  env: Record<string, string>
  /** Asked until it answers. */
  path: string
}

/** Milliseconds until a server must have answered. */
const patience = 60_000

/** Starts a server on a free port and waits for its first answer. */
export async function startBenchProcess({ command, folder, env, path }: BenchCommand): Promise<BenchProcess> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const began = performance.now()
  const child = spawn(process.execPath, command, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...env },
  })
  const ended = once(child, 'exit')
  while (!(await answers(`${origin}${path}`))) {
    if (performance.now() - began > patience) {
      child.kill()
      throw new Error(`${command.join(' ')} did not answer within ${patience} ms`)
    }
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}`)
    await after(2)
  }
  return {
    origin,
    startTime: performance.now() - began,
    memory: () => 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
