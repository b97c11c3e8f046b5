import { loadOrCreateKey } from '../../audit/key.ts'
import { checkpointFile } from '../../audit/kept-checkpoint.ts'
import { checkedHead } from '../../audit/log-head.ts'
import { markRestored } from '../../audit/restored-log.ts'
import { entities } from '../../audit/tables.ts'
import { isError } from '../../base/error.ts'
import { openDatabase } from '../../storage/database.ts'
import type { Database } from '../../storage/database.ts'
import type { Manifest } from './manifest.ts'

interface HoldOptions {
  /** The file of the restored database. */
  database: string
  /** Where the files of the backup lie by now. */
  dataFolder: string
  manifest: Manifest
  /** Folders with an `audit/checkpoint` that may be newer than the backup's. */
  newer: readonly string[]
}

/**
 * Decides whether a restored audit log may go on. It may when it continues every newer checkpoint, of which there must be
 * one. Otherwise it is held: by the checkpoint that it does not continue, or by a mark where none is known. True when held.
 */
export async function holdLog({ database, dataFolder, manifest, newer }: HoldOptions): Promise<boolean> {
  if (manifest.audit === null) return false
  const notes = await Promise.all(newer.map((folder) => checkpointFile(folder).read()))
  const known = notes.filter((note) => note !== null)
  if (known.length === 0) {
    await markRestored(dataFolder, { at: manifest.at, size: manifest.audit.size })
    return true
  }
  const opened = await openDatabase({ url: `sqlite:${database}`, entities })
  try {
    for (const note of known) {
      if (await goesOnFrom(opened, dataFolder, note)) continue
      await checkpointFile(dataFolder).write(note)
      return true
    }
    return false
  } finally {
    await opened.close()
  }
}

async function goesOnFrom(database: Database, dataFolder: string, note: string): Promise<boolean> {
  // The name is taken from the key that is there.
  const key = await loadOrCreateKey(dataFolder, 'unused')
  try {
    await checkedHead(database.em(), key, note)
    return true
  } catch (error) {
    if (isError(error, 'audit.rollback-detected')) return false
    throw error
  }
}
