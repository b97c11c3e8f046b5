import { checkpointFile } from '../audit/kept-checkpoint.ts'
import { loadOrCreateKey } from '../audit/key.ts'
import { assertSettled } from '../audit/restored-log.ts'
import { startSequencer } from '../audit/sequencer.ts'
import type { Sequencer } from '../audit/sequencer.ts'
import type { Clock } from '../base/clock.ts'
import type { Database } from '../storage/database.ts'

interface AuditLogOptions {
  origin: string
  dataFolder: string
  clock: Clock
}

/** Opens the audit log of this portal; the start stops here when the log may not be continued. */
export async function openAuditLog(
  database: Database,
  { origin, dataFolder, clock }: AuditLogOptions,
): Promise<Sequencer> {
  await assertSettled(dataFolder)
  const key = await loadOrCreateKey(dataFolder, `${new URL(origin).host}/audit`)
  const sequencer = startSequencer(database, { key, clock, kept: checkpointFile(dataFolder) })
  try {
    await sequencer.flush()
  } catch (error) {
    await sequencer.stop()
    throw error
  }
  return sequencer
}
