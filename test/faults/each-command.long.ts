import t from 'tap'
import { commands, failEachOf } from './each-command.ts'

t.setTimeout(3_600_000)

for (const command of commands) {
  t.test(`${command.what} may break off at every single point and is simply done again`, (t) =>
    failEachOf(t, command, () => ['EIO', 'half']),
  )
}
