import type { Database } from '../storage/database.ts'
import { truncateWriteAheadLog } from '../storage/truncate-write-ahead-log.ts'
import { noteErasures } from './deletion-list.ts'

/** Databases whose log holds nothing of what this process knows to be erased. */
const settled = new WeakSet<Database>()

/** After an erasure has committed: takes it into the list, and out of the database's log. */
export async function settleErasure(database: Database, list: string): Promise<void> {
  settled.delete(database)
  try {
    await noteErasures(database, list)
  } finally {
    await truncate(database)
  }
}

/**
 * The same for what plugins and other processes have erased since; does nothing when there was nothing. The first time it
 * cannot know what the process before has left.
 */
export async function sweepErasures(database: Database, list: string): Promise<void> {
  if ((await noteErasures(database, list)) > 0) settled.delete(database)
  if (!settled.has(database)) await truncate(database)
}

async function truncate(database: Database): Promise<void> {
  if (await truncateWriteAheadLog(database)) settled.add(database)
  else settled.delete(database)
}
