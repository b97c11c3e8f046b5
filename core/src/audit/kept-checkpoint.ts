import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readIfThere, replaceFile, syncFolder } from '../base/durable-file.ts'

/** The second place for the last checkpoint, out of reach of whoever can only change the database. */
export interface KeptCheckpoint {
  /** The signed note, or null while none was kept. */
  read(): Promise<string | null>
  /** Resolves when the note survives a power cut. */
  write(note: string): Promise<void>
}

const checkpointPath = (dataFolder: string): string => join(dataFolder, 'audit', 'checkpoint')

/** Keeps the last checkpoint as `audit/checkpoint` in the data folder. */
export function checkpointFile(dataFolder: string): KeptCheckpoint {
  const file = checkpointPath(dataFolder)
  return { read: () => readIfThere(file), write: (note) => replaceFile(file, note) }
}

/** Puts the checkpoint aside as `audit/lost-<size>`, evidence of how long the log was; it no longer binds the log. */
export async function putAsideCheckpoint(dataFolder: string, note: string, size: number): Promise<string> {
  const file = checkpointPath(dataFolder)
  const evidence = join(dirname(file), `lost-${size}`)
  await replaceFile(evidence, note)
  if ((await readIfThere(file)) === note) {
    await rm(file)
    await syncFolder(dirname(file))
  }
  return evidence
}
