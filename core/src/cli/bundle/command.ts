import { bundleDeployment } from './bundle-deployment.ts'
import { loadDeployment } from '../../portal/load-deployment.ts'

/** Puts a deployment into a few files that start faster; refuses what a start would refuse about its plugins. */
export async function bundle(folder: string): Promise<number> {
  await loadDeployment(folder)
  const made = await bundleDeployment(folder)
  const megabytes = (made.bytes / 1e6).toFixed(1)
  process.stdout.write(
    `${made.files} files with ${megabytes} MB in ${made.folder}, which "kreiswerk start" uses from now on\n`,
  )
  return 0
}
