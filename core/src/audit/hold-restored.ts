import type { Clock } from '../base/clock.ts'
import type { Database } from '../storage/database.ts'
import { checkedHead, lastCheckpoint } from './log-head.ts'
import { markRestored } from './restored-log.ts'
import type { NoteSigner } from './signed-note.ts'

interface HoldOptions {
  dataFolder: string
  key: NoteSigner
  clock: Clock
}

/**
 * Holds the log of a database that was restored by other means than `restoreBackup`, until `settleLog`; returns how many
 * entries it has. It may be called again. Throws `audit.key-mismatch` and `audit.log-damaged`.
 */
export async function holdRestored(database: Database, { dataFolder, key, clock }: HoldOptions): Promise<number> {
  const { size } = await checkedHead(database.em(), key, null)
  const last = await lastCheckpoint(database.em())
  await markRestored(dataFolder, { at: (last?.signedAt ?? clock()).toISOString(), size })
  return size
}
