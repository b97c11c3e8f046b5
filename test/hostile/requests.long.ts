import t from 'tap'
import { testDatabaseUrl } from '../../core/src/testing/databases.ts'
import { root } from '../run.ts'
import { chosenSeed } from './seed.ts'
import { besiege } from './siege.ts'
import { Tally } from './tally.ts'

process.chdir(root)
t.setTimeout(0)

const requests = Number(process.env.KREISWERK_REQUESTS ?? 200_000)
/** One portal's share: a fresh one has its affairs in order again. */
const round = 5_000
const seed = chosenSeed()

for (const engine of ['sqlite', 'postgres'] as const) {
  const share = engine === 'sqlite' ? requests : Math.ceil(requests / 10)
  t.test(`${share} requests break no rule (${engine})`, async (t) => {
    const started = Date.now()
    const tally = new Tally()
    for (let sent = 0; sent < share; sent += round) {
      const options = { requests: Math.min(round, share - sent), seed: seed + sent }
      tally.add(await besiege({ ...options, database: await testDatabaseUrl(t, engine) }))
      t.comment(
        `${sent + options.requests} sent in ${Math.round((Date.now() - started) / 1000)} s, last seed ${options.seed}`,
      )
    }
    t.comment(String(tally))
    t.ok(tally.success > 0.3, `${Math.round(tally.success * 100)} of 100 requests came through`)
  })
}
