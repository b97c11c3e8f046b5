import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readIfThere, replaceFile, syncFolder } from '../base/durable-file.ts'
import { auditErrors } from './errors.ts'

/** From which backup a log was restored. */
export interface Restored {
  /** When the backup was taken, or its last entries were signed where nobody has noted that; ISO 8601. */
  at: string
  /** Entries in the log of the backup. */
  size: number
}

const fileIn = (dataFolder: string): string => join(dataFolder, 'audit', 'restored')

/**
 * Leaves a mark that more may have been signed than a restored log knows; it is held until that is settled. A mark that
 * knows of as many entries or more stays.
 */
export async function markRestored(dataFolder: string, restored: Restored): Promise<void> {
  const mark = await restoredMark(dataFolder)
  if (mark !== null && mark.size >= restored.size) return
  await replaceFile(fileIn(dataFolder), `${JSON.stringify(restored)}\n`)
}

/** The mark, or null when nothing is to be settled. */
export async function restoredMark(dataFolder: string): Promise<Restored | null> {
  const text = await readIfThere(fileIn(dataFolder))
  return text === null ? null : (JSON.parse(text) as Restored)
}

/** Throws `audit.restored` while the mark is there. */
export async function assertSettled(dataFolder: string): Promise<void> {
  const restored = await restoredMark(dataFolder)
  if (restored !== null) throw auditErrors.restored({ ...restored })
}

export async function removeMark(dataFolder: string): Promise<void> {
  await rm(fileIn(dataFolder), { force: true })
  await syncFolder(dirname(fileIn(dataFolder)))
}
