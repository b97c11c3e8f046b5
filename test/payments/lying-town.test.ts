import t from 'tap'
import { openTestDatabase, testDatabaseUrl } from '../../core/src/testing/databases.ts'
import { assertBooks, assertNobodyIsStuck, report } from './assert-books.ts'
import { openTown } from './lying-town.ts'

t.setTimeout(300_000)

t.test('60 people pay over a provider that lies', async (t) => {
  const since = performance.now()
  const url = await testDatabaseUrl(t, 'sqlite')
  const open = (options: Parameters<typeof openTestDatabase>[2]) => openTestDatabase(t, url, options)
  const town = await openTown(t, open, { claims: 60, seed: 7, crowd: 24, timeout: 500 })
  await town.live()
  await report(t, town, performance.now() - since)
  await assertBooks(t, town)
  await assertNobodyIsStuck(t, town)
})
