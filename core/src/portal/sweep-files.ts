import type { Runtime } from '../action/runtime.ts'
import { retryGivenUp } from '../storage/job-outcome.ts'
import { enqueueScan, quarantine, scanTopic } from '../storage/received-file.ts'
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
  const { database, scanner, clock, log } = runtime
  const before = new Date(clock().getTime() - oneDay)
  const rows = rowsOf<BlobTables>(database.em())
  const abandoned = rows.selectFrom('core_blob').select('hash').where('keptAt', 'is', null).where('at', '<', before)
  const orphans = await abandoned.orderBy('at').limit(atOnce).execute()
  for (const { hash } of orphans) await removeOrphan(runtime, hash, before)
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

async function scanEarlierFiles({ database }: SweepRuntime): Promise<void> {
  const earlier = await rowsOf<BlobTables>(database.em())
    .selectFrom('core_blob')
    .select('hash')
    .where('state', '=', 'unscanned')
    .where('keptAt', 'is not', null)
    .orderBy('at')
    .limit(atOnce)
    .execute()
  if (earlier.length === 0) return
  await unitOfWork(database, (em) =>
    quarantine(
      em,
      earlier.map(({ hash }) => hash),
    ),
  )
}

/** A scanner may be down for longer than any job is tried: every hour its jobs begin anew, also those that were discarded. */
async function askScannerAgain({ database, clock }: SweepRuntime): Promise<void> {
  const before = new Date(clock().getTime() - oneHour)
  const waiting = await rowsOf<BlobTables>(database.em())
    .selectFrom('core_blob')
    .select('hash')
    .where('state', '=', 'quarantined')
    .where('at', '<', before)
    .orderBy('at')
    .limit(atOnce)
    .execute()
  if (waiting.length === 0) return
  await unitOfWork(database, async (em) => {
    await retryGivenUp(em, scanTopic, before)
    for (const { hash } of waiting) enqueueScan(em, hash)
  })
}
