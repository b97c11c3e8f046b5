import t from 'tap'
import { failEach } from './every-operation.ts'
import { faults } from './faulty-disk.ts'

t.setTimeout(3_600_000)

for (const fault of faults) {
  await t.test(`every single operation on the disk fails with ${fault}`, (t) => failEach(t, () => [fault]))
}
