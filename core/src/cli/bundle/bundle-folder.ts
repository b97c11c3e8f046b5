import { join } from 'node:path'

/** Where a deployment's bundle lies. */
export const bundleFolder = (deployment: string): string => join(deployment, '.kreiswerk', 'bundle')

/** What was bundled, for the start to see whether it still is what is installed. */
export interface BundleRecord {
  /** Files whose contents decide: package.json of every package, and modules of the deployment itself; relative to it. */
  sources: string[]
  /** SHA-256 over the contents of these files, hex. */
  fingerprint: string
}

export const recordFile = (deployment: string): string => join(bundleFolder(deployment), 'bundle.json')
export const entryFile = (deployment: string): string => join(bundleFolder(deployment), 'portal.js')
