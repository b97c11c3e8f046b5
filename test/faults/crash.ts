import { setTimeout as after } from 'node:timers/promises'
import type { Test } from 'tap'
import type { Engine } from '../../core/src/storage/database.ts'
import { testDatabaseUrl } from '../../core/src/testing/databases.ts'
import { startLoad } from './load.ts'
import { preparePortal } from './portal-under-fire.ts'
import { assertPromises } from './promises.ts'

/**
 * Kills a portal under mixed load so many times, at random moments, and checks afterwards what it had promised. Returns how
 * many milliseconds its slowest start took.
 */
export async function crashTest(t: Test, engine: Engine, kills: number): Promise<number> {
  const database = await testDatabaseUrl(t, engine)
  const portal = await preparePortal(t, database)
  const starts = [await portal.start()]
  const load = startLoad({ origin: () => portal.origin, reporters: 8, payers: 4 })
  for (let kill = 0; kill < kills; kill += 1) {
    await after(5 + Math.random() * 1_000)
    await portal.kill()
    starts.push(await portal.start())
  }
  await load.finish()
  t.equal(await portal.stop(), 0)
  const { reports, paid, repeated } = load.ledger
  const slowest = Math.round(Math.max(...starts))
  t.comment(
    `${engine}: ${kills} kills, ${reports.length} reports, ${paid.length} payments, ${repeated} requests repeated, slowest start ${slowest} ms`,
  )
  t.ok(reports.length > 0 && paid.length > 0 && repeated > 0, 'there was load, and it was hit')
  await assertPromises(t, database, portal.dataFolder, load.ledger)
  return slowest
}
