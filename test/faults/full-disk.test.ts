import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import t from 'tap'
import { startLoad } from './load.ts'
import { preparePortal } from './portal-under-fire.ts'
import { assertPromises } from './promises.ts'
import { mountSmallDisk } from './small-disk.ts'

t.setTimeout(120_000)

t.test('the disk runs full under load: refusals are clear, reading goes on, and with room all goes on', async (t) => {
  const disk = mountSmallDisk(t, 32)
  // The same with a limit in SQLite stands in core/test/web/overload.test.ts, with made-up faults in every-operation.test.ts.
  if (typeof disk === 'string') return t.pass('a small disk', { skip: disk })
  const dataFolder = join(disk.folder, 'data')
  const database = `sqlite:${join(dataFolder, 'portal.db')}`
  const portal = await preparePortal(t, database, dataFolder)
  await portal.start()
  const load = startLoad({ origin: () => portal.origin, reporters: 4, payers: 2 })
  const done = () => load.ledger.reports.length
  for (const free of [512 * 1024, 0]) {
    const before = done()
    while (done() < before + 5) await after(20)
    disk.fill(free)
    let ready = await fetch(`${portal.origin}/readyz`)
    while (ready.ok) {
      await after(20)
      ready = await fetch(`${portal.origin}/readyz`)
    }
    t.equal(ready.status, 503)
    t.match(await ready.text(), 'storage.full', 'it says why')
    let write = await report(portal.origin)
    while (write.ok) write = await report(portal.origin)
    t.match(await write.json(), { status: 503, code: 'storage.full' })
    t.ok(Number(write.headers.get('retry-after')) > 0)
    t.equal((await fetch(`${portal.origin}/`)).status, 200, 'reading goes on')
    disk.empty()
  }
  await load.finish()
  while (!(await fetch(`${portal.origin}/readyz`)).ok) await after(50)
  t.equal(await portal.stop(), 0)
  t.ok(load.ledger.repeated > 0)
  await assertPromises(t, database, dataFolder, load.ledger)
})

// Where SQLite may write over what it no longer needs, a small one still fits.
const report = (origin: string): Promise<Response> =>
  fetch(`${origin}/api/feedback/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ page: '/', text: 'x'.repeat(1_000) }),
  })
