import t from 'tap'
import { testDatabaseUrl } from '../../core/src/testing/databases.ts'
import { root } from '../run.ts'
import { chosenSeed } from './seed.ts'
import { besiege } from './siege.ts'

process.chdir(root)
t.setTimeout(400_000)
const seed = chosenSeed()
t.comment(`KREISWERK_SEED=${seed} repeats these requests`)

const requests = { sqlite: 800, postgres: 400 } as const

for (const engine of ['sqlite', 'postgres'] as const) {
  t.test(`whatever is sent to an action, it answers in words and shows nobody else’s data (${engine})`, async (t) => {
    const tally = await besiege({ requests: requests[engine], seed, database: await testDatabaseUrl(t, engine) })
    t.comment(String(tally))
    t.ok(tally.success > 0.3, `${Math.round(tally.success * 100)} of 100 requests came through`)
  })
}
