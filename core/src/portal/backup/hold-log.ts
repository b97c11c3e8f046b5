import { loadOrCreateKey } from '../../audit/key.ts'
import { checkpointFile } from '../../audit/kept-checkpoint.ts'
import { compareCheckpoint } from '../../audit/log-head.ts'
import { markRestored, restoredMark } from '../../audit/restored-log.ts'
import { entities } from '../../audit/tables.ts'
import { openDatabase } from '../../storage/database.ts'
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

/** Why a restored log is held: no newest checkpoint is known, one is older than the backup, or the log does not continue one. */
export type Hold = 'no-checkpoint' | 'older-checkpoint' | 'entries-missing'

/**
 * Decides whether a restored audit log may go on; null when it may. It may when it continues every checkpoint that is there
 * and one of them knows as many entries as the backup: an older one says nothing about what was signed after it. Otherwise
 * it is held, by the checkpoint that it does not continue, or by a mark.
 */
export async function holdLog({ database, dataFolder, manifest, newer }: HoldOptions): Promise<Hold | null> {
  if (manifest.audit === null) return null
  const { size } = manifest.audit
  const known = (await Promise.all(newer.map(readKnown))).filter((one) => one !== null)
  const compared = await compareAll(database, dataFolder, known)
  const missing = compared.find(({ isContinued }) => !isContinued)
  if (missing !== undefined) {
    await checkpointFile(dataFolder).write(missing.note)
    return 'entries-missing'
  }
  const longEnough = compared.filter((one) => one.size >= size)
  // A backup of a log that was held itself brings its mark along.
  if (longEnough.some(({ isNewest }) => isNewest) && (await restoredMark(dataFolder)) === null) return null
  await markRestored(dataFolder, { at: manifest.at, size })
  return known.length > 0 && longEnough.length === 0 ? 'older-checkpoint' : 'no-checkpoint'
}

interface Known {
  note: string
  /** Whether nothing newer was signed as far as the folder knows; one that is held was restored and does not know. */
  isNewest: boolean
}

async function readKnown(folder: string): Promise<Known | null> {
  const note = await checkpointFile(folder).read()
  return note === null ? null : { note, isNewest: (await restoredMark(folder)) === null }
}

/** The longest log comes first. */
async function compareAll(file: string, dataFolder: string, known: readonly Known[]) {
  // The name is taken from the key that is there.
  const key = await loadOrCreateKey(dataFolder, 'unused')
  const database = await openDatabase({ url: `sqlite:${file}`, entities })
  try {
    const compared = []
    for (const one of known) compared.push({ ...one, ...(await compareCheckpoint(database.em(), key, one.note)) })
    return compared.sort((one, other) => other.size - one.size)
  } finally {
    await database.close()
  }
}
