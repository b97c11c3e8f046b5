import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import { live, openStage } from './journeys.ts'
import { marksIn, spellingsOf } from './marks.ts'
import { marksInFiles, marksInTables } from './places.ts'

const anna = {
  name: 'Annegret Zzyzxmann',
  email: 'annegret.zzyzx@example.org',
  street: 'Quittenpfad',
  bornOn: '2001-05-17',
}

eachDatabase(t, 'nothing of a person lies in the clear at any moment', async (t, _open, { url, engine }) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'kreiswerk-inventory-'))
  t.teardown(() => rmSync(dataFolder, { recursive: true, force: true }))
  const stage = await openStage(t, url, dataFolder)
  const spellings = spellingsOf(anna)
  await live(stage, anna, async (moment) => {
    t.same(await marksInTables(stage.portal.database, spellings), [], `tables, ${moment}`)
    t.same(marksInFiles(dataFolder, spellings), [], `files, ${moment}`)
    if (engine === 'sqlite') t.same(marksInFiles(dirname(url.slice(7)), spellings), [], `database file, ${moment}`)
    t.same(marksIn(stage.log.join(''), spellings), [], `log, ${moment}`)
  })
})
