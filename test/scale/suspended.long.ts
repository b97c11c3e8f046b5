import t from 'tap'
import { openDatabase } from '../../core/src/storage/database.ts'
import { startLoad } from '../faults/load.ts'
import { assertPromises } from '../faults/promises.ts'
import { atLeast, grows, holderOf, sizeOfLog, waiting } from './log-of.ts'
import { startTwoPortals } from './two-portals.ts'

t.setTimeout(600_000)

t.test('a portal that is suspended loses the audit log, and wakes up without harming it', async (t) => {
  const { portals, database: url, dataFolder } = await startTwoPortals(t)
  const database = await openDatabase({ url, entities: [] })
  t.teardown(() => database.close())
  let serving = portals[0]
  const load = startLoad({ origin: () => `http://127.0.0.1:${serving.port}`, reporters: 4, payers: 2 })
  const { ledger } = load
  for (let round = 0; round < 2; round += 1) {
    const holder = await holderOf(database, portals)
    const other = portals.find((portal) => portal !== holder)!
    serving = holder
    await atLeast(() => ledger.reports.length, ledger.reports.length + 10)
    // Whatever it is doing at this moment, it stands still, also within a transaction.
    serving = other
    process.kill(holder.pid, 'SIGSTOP')
    await grows(database, await sizeOfLog(database), 2)
    t.equal(await holderOf(database, portals), other, 'the other was elected')
    process.kill(holder.pid, 'SIGCONT')
    serving = holder
    await atLeast(() => ledger.reports.length, ledger.reports.length + 10)
    await grows(database, await sizeOfLog(database), 2)
    t.ok((await fetch(`http://127.0.0.1:${holder.port}/readyz`)).ok, 'it works again')
  }
  await load.finish()
  for (const portal of portals) t.equal(await portal.stop(), 0)
  t.equal(await waiting(database), 0)
  await assertPromises(t, url, dataFolder, ledger)
})
