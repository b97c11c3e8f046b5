import { sql } from 'kysely'
import type { EntityManager } from './database.ts'
import { scanTopic } from './received-file.ts'
import type { BlobTables } from './received-file.ts'
import { rowsOf } from './rows.ts'
import type { Tables } from './tables.ts'

/** How the files stand that people sent and that cannot be opened. */
export interface WaitingFiles {
  /** Kept, and not yet seen by the scanner. */
  waiting: number
  /** When the one came that has waited longest; `null` when none waits. */
  since: Date | null
  /** What the scanner's last failure was, in its own words. */
  reason: string | null
  /** Infected, or refused by the scanner: shut for good. */
  rejected: number
}

/** So long a healthy scanner never takes, in milliseconds. */
const patience = 15 * 60_000

/** Whether files have waited for so long that the scanner is probably down. */
export const isStuck = ({ since }: WaitingFiles, now: Date): boolean =>
  since !== null && now.getTime() - since.getTime() > patience

export async function waitingFiles(em: EntityManager): Promise<WaitingFiles> {
  const files = rowsOf<BlobTables>(em).selectFrom('core_blob')
  const kept = files.where('state', '=', 'quarantined').where('keptAt', 'is not', null)
  const count = sql<number | string>`count(*)`.as('count')
  const { count: waiting } = await kept.select(count).executeTakeFirstOrThrow()
  const oldest = await kept.select('at').orderBy('at').limit(1).executeTakeFirst()
  const { count: rejected } = await files
    .where('state', 'in', ['infected', 'unscannable'])
    .select(count)
    .executeTakeFirstOrThrow()
  const failed = await rowsOf<Tables>(em)
    .selectFrom('core_job')
    .select('lastError')
    .where('topic', '=', scanTopic)
    .where('lastError', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const reason = failed?.lastError?.split('\n')[0]?.slice(0, 200) ?? null
  return { waiting: Number(waiting), since: oldest?.at ?? null, reason, rejected: Number(rejected) }
}
