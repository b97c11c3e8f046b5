import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { Placement } from '../../src/portal/backup/placement.ts'
import { temporaryFolder } from './stored-portal.ts'

/** A place with one file and an empty folder, and what is to come there. */
function scene(t: Test) {
  const folder = temporaryFolder(t)
  const at = (path: string) => join(folder, path)
  for (const name of ['aside', 'place/empty', 'new/empty', 'new/other']) mkdirSync(at(name), { recursive: true })
  writeFileSync(at('place/list'), 'old')
  for (const name of ['list', 'empty/one', 'other/two']) writeFileSync(at(`new/${name}`), 'new')
  return { at, placement: new Placement(at('aside')) }
}

t.test('a folder that is there takes in what comes; its own file is replaced', async (t) => {
  const { at, placement } = scene(t)
  await placement.put(at('new'), at('place'))
  await placement.put(at('place/other'), at('third'))
  await placement.sync()
  for (const path of ['place/list', 'place/empty/one', 'third/two']) t.equal(readFileSync(at(path), 'utf8'), 'new')
})

t.test('when something cannot get its place, everything is as it was', async (t) => {
  const { at, placement } = scene(t)
  await placement.put(at('new'), at('place'))
  await t.rejects(placement.put(at('missing'), at('database')), { code: 'ENOENT' })
  await placement.takeBack()
  t.equal(readFileSync(at('place/list'), 'utf8'), 'old')
  t.notOk(existsSync(at('place/empty/one')))
  t.notOk(existsSync(at('place/other')))
  t.ok(existsSync(at('new/other/two')))
})
