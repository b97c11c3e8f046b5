import type { Sequencer } from '../audit/sequencer.ts'
import type { Database } from '../storage/database.ts'
import { storageFault } from '../storage/storage-fault.ts'
import { writeFault } from '../storage/write-health.ts'
import type { NotReady } from '../web/site.ts'

/** Why a portal with this database and audit log cannot do its work at the moment; empty when it can. */
export async function reasonsNotReady(database: Database, sequencer: Sequencer): Promise<NotReady[]> {
  const reasons: NotReady[] = []
  try {
    await database.ping()
  } catch {
    reasons.push({ code: 'database', message: 'The database does not answer' })
  }
  // The audit log may meet a full disk before any request does.
  const fault = writeFault(database) ?? storageFault(sequencer.problem)
  if (fault !== null) reasons.push({ code: fault.code, message: `${fault.message} (${fault.code})` })
  if (sequencer.problem !== null) reasons.push({ code: 'audit-log', message: 'The audit log cannot be continued' })
  return reasons
}
