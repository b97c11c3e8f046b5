import t from 'tap'
import { crashTest } from './crash.ts'

t.setTimeout(120_000)

for (const engine of ['sqlite', 'postgres'] as const) {
  await t.test(`what was acknowledged survives kill -9 (${engine})`, async (t) => {
    await crashTest(t, engine, 3)
  })
}
