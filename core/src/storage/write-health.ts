import type { KreiswerkError } from '../base/error.ts'
import type { Database } from './database.ts'
import { storageFault } from './storage-fault.ts'

/** For how long, in milliseconds, a fault tells how things stand when nothing has been written since. */
const memory = 30_000

const faults = new WeakMap<Database, { error: KreiswerkError; at: number }>()

/** Remembers that a unit of work failed because of the disk or the database, and not through its own doing. */
export function noteFault(database: Database, error: unknown): void {
  const fault = storageFault(error)
  if (fault !== null) faults.set(database, { error: fault, at: database.clock().getTime() })
}

/** Forgets it: something could be written again. */
export function noteWritten(database: Database): void {
  faults.delete(database)
}

/** Why nothing can be written at the moment, as far as the last unit of work knows; null when it was written or long ago. */
export function writeFault(database: Database): KreiswerkError | null {
  const last = faults.get(database)
  return last !== undefined && database.clock().getTime() - last.at < memory ? last.error : null
}
