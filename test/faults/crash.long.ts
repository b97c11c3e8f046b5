import t from 'tap'
import { crashTest } from './crash.ts'

const kills = Number(process.env.KREISWERK_KILLS ?? 100)
t.setTimeout(3_600_000)

for (const engine of ['sqlite', 'postgres'] as const) {
  await t.test(`what was acknowledged survives kill -9, ${kills} times (${engine})`, (t) => crashTest(t, engine, kills))
}
