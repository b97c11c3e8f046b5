import { loadDeployment } from '../portal/load-deployment.ts'
import { startPortal, stopOnSignal } from '../portal/start-portal.ts'

/** Serves the portal of a deployment until it is asked to stop. */
export async function start(folder: string): Promise<number> {
  const running = await startPortal(await loadDeployment(folder), { folder })
  stopOnSignal(running)
  process.stdout.write(`${running.environment.origin}\n`)
  if (running.firstStaffLink !== null) {
    process.stdout.write(`Set up the first staff account within 24 hours: ${running.firstStaffLink}\n`)
  }
  return 0
}
