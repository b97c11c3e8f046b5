import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A foreign system stood in for by a process of its own. */
export interface Emulator {
  stop(): Promise<void>
}

/** Starts an emulator and waits until it prints its address. */
export async function startEmulator(script: string, args: readonly string[]): Promise<Emulator> {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [...process.execArgv, file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  await Promise.race([once(child.stdout, 'data'), failedStart(child, script)])
  child.stdout.resume()
  return {
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function failedStart(child: ChildProcess, script: string): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null]
  throw new Error(`The emulator ${script} ended with ${code} before it was ready`)
}
