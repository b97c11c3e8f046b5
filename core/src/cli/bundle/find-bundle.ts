import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { entryFile, recordFile } from './bundle-folder.ts'
import type { BundleRecord } from './bundle-folder.ts'
import { fingerprintOf } from './fingerprint.ts'

/** Serves the portal of a deployment until it is asked to stop. */
export interface BundledPortal {
  start(folder: string): Promise<number>
}

/** The bundle of a deployment; `null` when there is none, `outdated` when something else is installed by now. */
export async function findBundle(folder: string): Promise<BundledPortal | 'outdated' | null> {
  if (!existsSync(recordFile(folder))) return null
  if (!isCurrent(folder)) return 'outdated'
  return (await import(pathToFileURL(entryFile(folder)).href)) as BundledPortal
}

function isCurrent(folder: string): boolean {
  try {
    const { sources, fingerprint } = JSON.parse(readFileSync(recordFile(folder), 'utf8')) as BundleRecord
    return fingerprintOf(folder, sources) === fingerprint
  } catch {
    return false
  }
}
