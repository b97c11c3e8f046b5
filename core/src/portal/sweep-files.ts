import type { SelectQueryBuilder } from 'kysely'
import type { Runtime } from '../action/runtime.ts'
import { retryGivenUp } from '../storage/job-outcome.ts'
import { enqueueScan, quarantine, scanTopic } from '../storage/received-file.ts'
import type { BlobHash } from '../storage/blob.ts'
import type { BlobTables } from '../storage/received-file.ts'
import { rowsOf } from '../storage/rows.ts'
import { discardUnkept } from '../vault/received-files.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'

const oneHour = 60 * 60 * 1000
const oneDay = 24 * oneHour
/** How many files are looked at together. Of those that go there may be any number, of the others the rest waits for the next run. */
const atOnce = 100

type SweepRuntime = Pick<Runtime, 'database' | 'scanner' | 'clock' | 'log'>

/**
 * Removes files that came more than a day ago and that no action kept, because the process died before it
 * could discard them. Where a scanner has been
 * configured since, it also sends the files to it that came before; and a file that waits is never given up.
 */
export async function sweepFiles(runtime: SweepRuntime, signal: AbortSignal): Promise<void> {
  await removeOrphans(runtime, signal)
  if (runtime.scanner === null) return
  await scanEarlierFiles(runtime)
  await askScannerAgain(runtime)
}

async function removeOrphans(runtime: SweepRuntime, signal: AbortSignal): Promise<void> {
  const before = new Date(runtime.clock().getTime() - oneDay)
  let removed = 0
  for (let found = atOnce; found === atOnce && !signal.aborted; removed += found) {
    const orphans = await oldest(runtime, (files) => files.where('keptAt', 'is', null).where('at', '<', before))
    await discardUnkept(runtime, orphans)
    found = orphans.length
  }
  if (removed > 0) runtime.log.info({ files: removed }, 'files that nobody kept were removed')
}

async function scanEarlierFiles(runtime: SweepRuntime): Promise<void> {
  const earlier = await oldest(runtime, (files) =>
    files.where('state', '=', 'unscanned').where('keptAt', 'is not', null),
  )
  if (earlier.length > 0) await unitOfWork(runtime.database, (em) => quarantine(em, earlier))
}

/** A scanner may be down for longer than any job is tried: every hour its jobs begin anew, also those that were discarded. */
async function askScannerAgain(runtime: SweepRuntime): Promise<void> {
  const before = new Date(runtime.clock().getTime() - oneHour)
  const waiting = await oldest(runtime, (files) => files.where('state', '=', 'quarantined').where('at', '<', before))
  if (waiting.length === 0) return
  await unitOfWork(runtime.database, async (em) => {
    await retryGivenUp(em, scanTopic, before)
    for (const hash of waiting) enqueueScan(em, hash)
  })
}

type Files = SelectQueryBuilder<BlobTables, 'core_blob', object>

/** Of the files that a condition names the oldest, as many as one run looks at. */
async function oldest({ database }: SweepRuntime, where: (files: Files) => Files): Promise<BlobHash[]> {
  const files = where(rowsOf<BlobTables>(database.em()).selectFrom('core_blob'))
  const found = await files.select('hash').orderBy('at').limit(atOnce).execute()
  return found.map(({ hash }) => hash)
}
