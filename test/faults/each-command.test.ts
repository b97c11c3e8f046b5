import t from 'tap'
import { commands, failEachOf } from './each-command.ts'
import { faults } from './faulty-disk.ts'

t.setTimeout(180_000)

/** Every so-manieth operation, each with another fault; all of them are in each-command.long.ts. */
const stride = 13

for (const command of commands) {
  t.test(`${command.what} may break off at any point and is simply done again`, (t) =>
    failEachOf(t, command, (place) => [faults[(place / stride) % faults.length]!], stride),
  )
}
