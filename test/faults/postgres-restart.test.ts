import { setTimeout as after } from 'node:timers/promises'
import t from 'tap'
import { startPostgres } from '../../core/src/testing/databases.ts'
import { startLoad } from './load.ts'
import { preparePortal } from './portal-under-fire.ts'
import { assertPromises } from './promises.ts'

t.setTimeout(120_000)

t.test(
  'PostgreSQL crashes under load and comes back: nothing is lost, and the portal recovers by itself',
  async (t) => {
    const server = await startPostgres({ durable: true })
    t.teardown(() => server.stop())
    const database = await server.createDatabase('crashes')
    const portal = await preparePortal(t, database)
    await portal.start()
    const load = startLoad({ origin: () => portal.origin, reporters: 8, payers: 4 })
    for (let crash = 0; crash < 2; crash += 1) {
      await atLeast(load.ledger.reports, load.ledger.reports.length + 10)
      await server.crash()
      t.equal((await fetch(`${portal.origin}/readyz`)).status, 503, 'it says that it cannot work')
      t.equal((await fetch(`${portal.origin}/healthz`)).status, 200, 'and that it runs')
      await after(300)
      await server.restart()
      await atLeast(load.ledger.reports, load.ledger.reports.length + 10)
    }
    await load.finish()
    // The audit log tries again at the next commit, or after a second.
    while (!(await fetch(`${portal.origin}/readyz`)).ok) await after(50)
    t.equal(await portal.stop(), 0)
    t.ok(load.ledger.repeated > 0)
    await assertPromises(t, database, portal.dataFolder, load.ledger)
  },
)

async function atLeast(acknowledged: readonly unknown[], count: number): Promise<void> {
  while (acknowledged.length < count) await after(20)
}
