import t from 'tap'
import { failEach } from './every-operation.ts'
import { faults } from './faulty-disk.ts'

t.setTimeout(180_000)

/** Every so-manieth operation, each with another fault; all of them, with every fault, are in every-operation.long.ts. */
const stride = 11

t.test(
  'whatever operation on the disk fails: a clear refusal, nothing lost, nothing half, and on it goes',
  async (t) => {
    await failEach(t, (place) => [faults[(place / stride) % faults.length]!], stride)
  },
)
