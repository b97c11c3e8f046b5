import type { Runtime } from '../action/runtime.ts'
import { appendAudit } from '../audit/append.ts'
import { newId } from '../base/id.ts'
import type { JobHandler } from '../storage/job-run.ts'
import { scanTopic, stateOf } from '../storage/received-file.ts'
import type { BlobState, BlobTables } from '../storage/received-file.ts'
import { rowsOf } from '../storage/rows.ts'
import type { Verdict } from '../storage/scanner.ts'
import { openStored } from '../vault/received-files.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'

type ScanRuntime = Pick<Runtime, 'database' | 'blobStore' | 'scanner' | 'clock' | 'log'>

/** Has one file scanned. A scanner that cannot say fails the job, so that it is asked again; the file stays shut. */
export const scanFileJob = (runtime: ScanRuntime): JobHandler =>
  async function scanFile({ payload }) {
    const { database, scanner } = runtime
    const { hash } = payload as { hash: string }
    if (scanner === null || (await stateOf(database.em(), hash)) !== 'quarantined') return
    await settle(runtime, hash, await scanner.scan(await openStored(runtime, hash)))
  }

async function settle({ database, clock, log }: ScanRuntime, hash: string, verdict: Verdict): Promise<void> {
  const state: BlobState = verdict.kind
  const finding = findingOf(verdict)
  const at = clock()
  await unitOfWork(database, async (em) => {
    await rowsOf<BlobTables>(em)
      .updateTable('core_blob')
      .set({ state, finding, scannedAt: at })
      .where('hash', '=', hash)
      .execute()
    if (state === 'clean') return
    await appendAudit(em, {
      at,
      actor: null,
      realm: 'system',
      action: scanTopic,
      object: `file:${hash}`,
      plugin: 'core',
      correlationId: newId(),
      details: { state, finding },
    })
  })
  if (state === 'infected') log.error({ hash, finding }, 'malware found in a file that somebody sent; it stays shut')
  if (state === 'unscannable') log.warn({ hash, finding }, 'a file that somebody sent cannot be scanned; it stays shut')
}

function findingOf(verdict: Verdict): string | null {
  if (verdict.kind === 'infected') return verdict.finding
  return verdict.kind === 'unscannable' ? verdict.reason : null
}
