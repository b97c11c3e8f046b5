import { join } from 'node:path'
import { readIfThere, replaceFile } from './durable-file.ts'

/** The second place for the last checkpoint, out of reach of whoever can only change the database. */
export interface KeptCheckpoint {
  /** The signed note, or null while none was kept. */
  read(): Promise<string | null>
  /** Resolves when the note survives a power cut. */
  write(note: string): Promise<void>
}

/** Keeps the last checkpoint as `audit/checkpoint` in the data folder. */
export function checkpointFile(dataFolder: string): KeptCheckpoint {
  const file = join(dataFolder, 'audit', 'checkpoint')
  return { read: () => readIfThere(file), write: (note) => replaceFile(file, note) }
}
