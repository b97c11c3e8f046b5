import t from 'tap'
import { roundRobinTest } from './round-robin-test.ts'

const kills = Number(process.env.KREISWERK_KILLS ?? 20)
t.setTimeout(3_600_000)

t.test(`two portals on one PostgreSQL behind a round robin, ${kills} times one is killed or stopped`, (t) =>
  roundRobinTest(t, { kills, reporters: 8, payers: 4 }),
)
