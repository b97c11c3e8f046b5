import type { BlobHash } from './blob.ts'
import { cappedCount } from './capped-count.ts'
import type { CappedCount } from './capped-count.ts'
import type { EntityManager } from './database.ts'
import { ReceivedFile, scanKey } from './received-file.ts'
import type { BlobTables } from './received-file.ts'
import { rowsOf } from './rows.ts'
import type { Tables } from './tables.ts'

/** How the files stand that people sent and that cannot be opened. */
export interface WaitingFiles {
  /** Kept, and not yet seen by the scanner. */
  waiting: CappedCount
  /** When the one came that has waited longest; `null` when none waits. */
  since: Date | null
  /** Why the scanner did not see that one yet, in its own words. */
  reason: string | null
  /** Infected, or refused by the scanner: shut for good. */
  rejected: CappedCount
}

/** So long a healthy scanner never takes, in milliseconds. */
const patience = 15 * 60_000

/** Whether files have waited for so long that the scanner is probably down. */
export const isStuck = ({ since }: WaitingFiles, now: Date): boolean =>
  since !== null && now.getTime() - since.getTime() > patience

export async function waitingFiles(em: EntityManager): Promise<WaitingFiles> {
  const oldest = await rowsOf<BlobTables>(em)
    .selectFrom('core_blob')
    .select(['hash', 'at'])
    .where('state', '=', 'quarantined')
    .where('keptAt', 'is not', null)
    .orderBy('at')
    .limit(1)
    .executeTakeFirst()
  return {
    waiting: await cappedCount(em, ReceivedFile, (files) =>
      files.where('state', '=', 'quarantined').where('keptAt', 'is not', null),
    ),
    since: oldest?.at ?? null,
    reason: oldest === undefined ? null : await failureOf(em, oldest.hash),
    rejected: await cappedCount(em, ReceivedFile, (files) => files.where('state', 'in', ['infected', 'unscannable'])),
  }
}

async function failureOf(em: EntityManager, hash: BlobHash): Promise<string | null> {
  const job = await rowsOf<Tables>(em)
    .selectFrom('core_job')
    .select('lastError')
    .where('uniqueKey', '=', scanKey(hash))
    .executeTakeFirst()
  return job?.lastError?.split('\n')[0]?.slice(0, 200) ?? null
}
