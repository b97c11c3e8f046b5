import t from 'tap'
import { failEach } from './every-operation.ts'
import { faults } from './faulty-disk.ts'

t.setTimeout(180_000)

t.test(
  'whatever operation on the disk fails: a clear refusal, nothing lost, nothing half, and on it goes',
  async (t) => {
    await failEach(t, (place) => [faults[(place >> 3) % faults.length]!], 8)
  },
)
