import t from 'tap'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import { assertBooks, assertNobodyIsStuck, report } from './assert-books.ts'
import { openTown } from './lying-town.ts'

const claims = Number(process.env.KREISWERK_PAYMENTS ?? 10_000)
const seed = Number(process.env.KREISWERK_SEED ?? 1)
t.setTimeout(3_600_000)

eachDatabase(t, `${claims} people pay over a provider that lies`, async (t, open) => {
  const since = performance.now()
  const town = await openTown(t, open, { claims, seed, crowd: 48, timeout: 4_000 })
  await town.live()
  await report(t, town, performance.now() - since)
  await assertBooks(t, town)
  t.comment(`${await assertNobodyIsStuck(t, town)} could pay at once`)
})
