import { createPortal } from '../portal/create-portal.ts'
import type { Portal } from '../portal/create-portal.ts'
import { readEnvironment } from '../portal/environment.ts'
import type { Environment } from '../portal/environment.ts'
import { loadDeployment } from '../portal/load-deployment.ts'

/** Puts a deployment's portal together beside the running one, neither listening nor working, and closes it afterwards. */
export async function withPortal<T>(
  folder: string,
  work: (portal: Portal, environment: Environment) => Promise<T>,
): Promise<T> {
  const deployment = await loadDeployment(folder)
  const environment = readEnvironment(process.env, folder, deployment.database)
  const portal = await createPortal(deployment, { ...environment, folder, migrate: false, worker: false })
  try {
    return await work(portal, environment)
  } finally {
    await portal.close()
  }
}
