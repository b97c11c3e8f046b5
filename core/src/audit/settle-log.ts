import type { Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import type { Database } from '../storage/database.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { appendAudit } from './append.ts'
import { auditErrors } from './errors.ts'
import { checkpointFile, putAsideCheckpoint } from './kept-checkpoint.ts'
import { checkedHead, compareCheckpoint } from './log-head.ts'
import { removeMark, restoredMark } from './restored-log.ts'
import { sequence } from './sequence.ts'
import type { NoteSigner } from './signed-note.ts'

export interface SettleOptions {
  dataFolder: string
  key: NoteSigner
  clock: Clock
  /** The newest checkpoint anybody knows of: the signed note. */
  newest: string | null
  /** Why the loss of signed entries is accepted, and by whom; null accepts none. */
  loss: string | null
}

/** How a held log goes on. */
export interface Settled {
  /** Entries in the log. */
  size: number
  /** Where the checkpoints lie that it does not continue. */
  evidence: string[]
}

/**
 * Lets a log go on that was held after a restore: because it continues the newest checkpoint, or because somebody accepts
 * that entries are lost, which leaves an entry with their reason. Throws `audit.restored` when no checkpoint is named,
 * `audit.checkpoint-too-old` when it is older than what was restored, and `audit.rollback-detected` when the log does not
 * continue one.
 */
export async function settleLog(
  database: Database,
  { dataFolder, key, clock, newest, loss }: SettleOptions,
): Promise<Settled> {
  const kept = checkpointFile(dataFolder)
  const mark = await restoredMark(dataFolder)
  if (mark !== null && newest === null && loss === null) throw auditErrors.restored({ ...mark })
  const lost: { note: string; size: number }[] = []
  for (const note of new Set([await kept.read(), newest])) {
    if (note === null) continue
    const { size, isContinued } = await compareCheckpoint(database.em(), key, note)
    if (!isContinued && loss === null) await checkedHead(database.em(), key, note)
    if (!isContinued) lost.push({ note, size })
    if (note === newest && loss === null && mark !== null && size < mark.size) {
      throw auditErrors.checkpointTooOld({ shownSize: size, size: mark.size })
    }
  }
  if (loss !== null) await record(database, clock, { reason: loss, restored: mark, lost: lost.map(({ note }) => note) })
  const evidence: string[] = []
  for (const { note, size } of lost) evidence.push(await putAsideCheckpoint(dataFolder, note, size))
  await removeMark(dataFolder)
  const grown = await sequence(database, { key, clock, kept })
  return { size: grown?.size ?? (await checkedHead(database.em(), key, null)).size, evidence }
}

const record = (database: Database, clock: Clock, details: object) =>
  unitOfWork(database, (em) =>
    appendAudit(em, {
      at: clock(),
      actor: null,
      realm: 'system',
      action: 'core.acceptLoss',
      object: 'log:entries',
      plugin: 'core',
      correlationId: newId(),
      details,
    }),
  )
