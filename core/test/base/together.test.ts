import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { together } from '../../src/base/together.ts'

t.test('however many ask while a round is under way, one more answers them all', async (t) => {
  const rounds: (readonly number[])[] = []
  const double = together(async (numbers: readonly number[]) => {
    rounds.push(numbers)
    await turn()
    return numbers.map((number) => number * 2)
  })
  t.same(await Promise.all([1, 2, 3, 4].map(double)), [2, 4, 6, 8])
  t.same(rounds, [[1], [2, 3, 4]])
  t.equal(await double(5), 10)
})
