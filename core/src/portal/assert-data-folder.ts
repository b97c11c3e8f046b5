import { accessSync, constants, mkdirSync } from 'node:fs'
import { errors } from './errors.ts'

/** Makes the data folder where it is not there yet. Throws `portal.data-denied` when nothing can be kept in it. */
export function assertDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw errors.dataDenied({ folder, reason: (cause as Error).message }, { cause })
  }
}
