import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { newId } from '../../src/base/id.ts'
import { mergeErasures } from '../../src/vault/deletion-list.ts'
import { erasedLine } from '../../src/vault/erased-line.ts'
import { listIn, read } from './erased.ts'

t.test('a list takes from another what it lacks, once, and leaves out what is half-written', async (t) => {
  const [file, other] = [listIn(t), listIn(t)]
  const lines = Array.from({ length: 2_000 }, (_, at) => erasedLine({ subject: newId(), at }))
  writeFileSync(file, `${lines.slice(0, 1_200).join('\n')}\n{"subject":"01`)
  writeFileSync(other, `${lines.slice(700).join('\n')}\n${lines.slice(1_900).join('\n')}\n{"subject":"02`)
  t.equal(await mergeErasures(file, other), 800)
  t.same(
    read(file).filter((line) => line.endsWith('}')),
    lines,
  )
  t.equal(await mergeErasures(file, other), 0)
  t.equal(await mergeErasures(file, join(other, '..', 'none.jsonl')), 0)
})
