import type { SelectQueryBuilder } from 'kysely'
import type { Runtime } from '../action/runtime.ts'
import { retryGivenUp } from '../storage/job-outcome.ts'
import { enqueueScan, quarantine, scanTopic } from '../storage/received-file.ts'
import type { BlobHash } from '../storage/blob.ts'
import type { BlobTables } from '../storage/received-file.ts'
import { rowsOf } from '../storage/rows.ts'
import { discardFile } from '../vault/received-files.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'

const oneHour = 60 * 60 * 1000
const oneDay = 24 * oneHour
/** How many files one run looks at; the rest waits for the next. */
const atOnce = 100

type SweepRuntime = Pick<Runtime, 'database' | 'scanner' | 'clock' | 'log'>

/**
 * Removes files that came more than a day ago and that no action kept, e.g. because it failed. Where a scanner has been
 * configured since, it also sends the files to it that came before; and a file that waits is never given up.
 */
export async function sweepFiles(runtime: SweepRuntime): Promise<void> {
  const { scanner, clock, log } = runtime
  const before = new Date(clock().getTime() - oneDay)
  const orphans = await oldest(runtime, (files) => files.where('keptAt', 'is', null).where('at', '<', before))
  for (const hash of orphans) await removeOrphan(runtime, hash, before)
  if (orphans.length > 0) log.info({ files: orphans.length }, 'files that nobody kept were removed')
  if (scanner === null) return
  await scanEarlierFiles(runtime)
  await askScannerAgain(runtime)
}

// Writing the row first makes an action wait that keeps the file at this very moment.
async function removeOrphan({ database }: SweepRuntime, hash: string, before: Date): Promise<void> {
  await unitOfWork(database, async (em) => {
    const orphan = await rowsOf<BlobTables>(em)
      .updateTable('core_blob')
      .set({ finding: 'removed' })
      .where('hash', '=', hash)
      .where('keptAt', 'is', null)
      .where('at', '<', before)
      .returning('hash')
      .executeTakeFirst()
    if (orphan === undefined) return
    await discardFile(em, hash)
  })
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
