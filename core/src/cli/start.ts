import { flushCompileCache } from 'node:module'
import type { Deployment } from '../portal/deployment.ts'
import { loadDeployment } from '../portal/load-deployment.ts'
import { startPortal, stopOnSignal } from '../portal/start-portal.ts'
import type { StartOptions } from '../portal/start-portal.ts'
import { steadyMemory } from './steady-memory.ts'

/** Milliseconds until somebody has likely asked for a page, were it only a health check. */
const firstLook = 10_000

/** Serves the portal of a deployment until it is asked to stop. */
export const start = async (folder: string): Promise<number> => serve(await loadDeployment(folder), { folder })

/** The same for a deployment whose config is loaded, as in a bundle. */
export async function serve(deployment: Deployment, options: StartOptions): Promise<number> {
  const running = await startPortal(deployment, options)
  stopOnSignal(running)
  steadyMemory()
  // Not at the end, which may be a power cut, and once the first who look have been answered: it is written only once.
  setTimeout(flushCompileCache, firstLook).unref()
  process.stdout.write(`${running.environment.origin}\n`)
  if (running.firstStaffLink !== null) {
    process.stdout.write(`Set up the first staff account within 24 hours: ${running.firstStaffLink}\n`)
  }
  return 0
}
