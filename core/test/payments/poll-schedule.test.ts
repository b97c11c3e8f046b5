import t from 'tap'
import { nextPoll } from '../../src/payments/poll-schedule.ts'

const begun = new Date('2026-03-01T10:00:00Z')
const after = (seconds: number) => new Date(begun.getTime() + seconds * 1000)

t.test('asks after 10 s, 1, 5 and 15 min, then every hour until 48 h have passed', async (t) => {
  const seconds: number[] = []
  for (let at = nextPoll(begun, begun); at; at = nextPoll(begun, at)) {
    seconds.push((at.getTime() - begun.getTime()) / 1000)
  }
  t.same(seconds.slice(0, 6), [10, 60, 300, 900, 3600, 7200])
  t.equal(seconds.at(-1), 48 * 3600)
  t.equal(seconds.length, 4 + 48)
})

t.test('what was missed is not made up for', async (t) => {
  t.same(nextPoll(begun, after(5 * 3600 + 1)), after(6 * 3600))
  t.equal(nextPoll(begun, after(48 * 3600)), null)
})
