import t from 'tap'
import { roundRobinTest } from './round-robin-test.ts'

t.setTimeout(400_000)

t.test('two portals on one PostgreSQL behind a round robin, one is killed', (t) =>
  roundRobinTest(t, { kills: 1, reporters: 2, payers: 1 }),
)
