import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { gathered } from '../../src/storage/gathered.ts'

function desk(most = 3) {
  const asked: string[][] = []
  const find = gathered(
    most,
    async (keys) => {
      asked.push([...keys])
      await turn()
      if (keys.includes('broken')) throw new Error('broken')
      return keys.filter((key) => key !== 'unknown').map((key) => ({ key, row: `row of ${key}` }))
    },
    ({ key }) => key,
  )
  return { asked, find }
}

t.test('what comes up while a query is under way goes out together, each with its own answer', async (t) => {
  const { asked, find } = desk()
  const answers = await Promise.all(['a', 'b', 'unknown', 'c', 'd'].map(find))
  t.same(asked, [['a'], ['b', 'unknown', 'c'], ['d']])
  t.same(
    answers.map((rows) => rows.map(({ row }) => row)),
    [['row of a'], ['row of b'], [], ['row of c'], ['row of d']],
  )
})

t.test('a failure reaches those who asked, and nobody after them', async (t) => {
  const { find } = desk()
  const outcomes = await Promise.allSettled(['a', 'broken', 'b'].map(find))
  t.same(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected'],
  )
  t.match(await find('c'), [{ row: 'row of c' }])
})
