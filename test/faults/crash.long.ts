import t from 'tap'
import { crashTest } from './crash.ts'

const kills = Number(process.env.KREISWERK_KILLS ?? 100)
t.setTimeout(3_600_000)

for (const engine of ['sqlite', 'postgres'] as const) {
  await t.test(`what was acknowledged survives kill -9, ${kills} times (${engine})`, async (t) => {
    const slowest = await crashTest(t, engine, kills)
    t.ok(slowest < 3000, `and each start took less than 3 s, though the load goes on meanwhile: ${slowest} ms`)
  })
}
