import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Site } from './site.ts'

const year = 31_536_000_000
const fiveMinutes = 300_000

/** Where the deployment's own theme and pictures are served. */
export const deploymentAssets = '/assets/deployment/'

/** Serves the browser files of kit and plugins under versioned addresses, precompressed where the build did so. */
export async function registerAssets(app: FastifyInstance, site: Site): Promise<void> {
  for (const { folder, base } of site.ui.values()) {
    await app.register(staticFiles, {
      root: folder,
      prefix: base,
      index: false,
      immutable: true,
      maxAge: year,
      preCompressed: true,
      decorateReply: false,
    })
  }
  if (site.identity.assets !== undefined) {
    await app.register(staticFiles, {
      root: site.identity.assets,
      prefix: deploymentAssets,
      index: false,
      maxAge: fiveMinutes,
      decorateReply: false,
    })
  }
}
