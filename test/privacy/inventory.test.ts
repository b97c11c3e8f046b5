import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import { readPublicKey } from '../../core/src/audit/key.ts'
import { verifyLog } from '../../core/src/audit/verify.ts'
import { systemActor } from '../../core/src/auth/actor.ts'
import { erasePerson, findPerson } from '../../core/src/portal/person/person-data.ts'
import type { Database } from '../../core/src/storage/database.ts'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import { deletionListFile, noteErasures } from '../../core/src/vault/deletion-list.ts'
import { copyOfDatabase } from './copy-of-database.ts'
import { live, openStage } from './journeys.ts'
import type { Stage } from './journeys.ts'
import { marksIn, spellingsOf } from './marks.ts'
import { marksInFiles, marksInTables, readEverything } from './places.ts'

const anna = {
  name: 'Annegret Zzyzxmann',
  email: 'annegret.zzyzx@example.org',
  street: 'Quittenpfad',
  bornOn: '2001-05-17',
}
const spellings = spellingsOf(anna)

eachDatabase(t, 'what can be found of a person', async (t, _open, { url, engine }) => {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-inventory-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const dataFolder = join(folder, 'data')
  const open = () => openStage(t, url, dataFolder)
  const inTheClear = async ({ portal, log }: Stage) => ({
    tables: await marksInTables(portal.database, spellings),
    files: marksInFiles(dataFolder, spellings),
    database: engine === 'sqlite' ? marksInFiles(dirname(url.slice('sqlite:'.length)), spellings) : [],
    log: marksIn(log.join(''), spellings),
  })
  const nowhere = { tables: [], files: [], database: [], log: [] }
  const readable = async (database: Database) => marksIn(await readEverything(database, dataFolder), spellings).sort()
  const backup = copyOfDatabase(t, url)
  const dataBackup = join(folder, 'data-backup')

  await t.test('nothing lies in the clear at any moment', async (t) => {
    const stage = await open()
    await live(stage, anna, async (moment) => {
      t.same(await inTheClear(stage), nowhere, moment)
    })
    const everything = await readEverything(stage.portal.database, dataFolder)
    t.same(marksIn(everything, spellings).sort(), ['birth date', 'mail', 'name', 'street'], 'the keys open it')
    t.ok(everything.includes(`${anna.street}, ${anna.bornOn}`), 'also the photo that was sent')
    await stage.portal.close()
  })

  await t.test('after the erasure all the keys together open nothing of it', async (t) => {
    await backup.take()
    cpSync(dataFolder, dataBackup, { recursive: true })
    const stage = await open()
    const { portal } = stage
    const subject = await findPerson(portal.database.em(), anna.email)
    const cause = { actor: systemActor, name: 'core.erasePerson', correlationId: 'test' }
    const { kept } = await erasePerson({ runtime: portal.runtime, plugins: portal.assembly.plugins, cause }, subject)
    t.same(kept, [])
    await portal.settle()
    await noteErasures(portal.database, deletionListFile(dataFolder))
    t.same(await readable(portal.database), [], 'opened')
    t.same(await inTheClear(stage), nowhere, 'as it lies')
    const audit = await verifyLog(portal.database.em(), { publicKey: (await readPublicKey(dataFolder))! })
    t.ok(audit.ok, 'the audit log still holds')
    await portal.close()
  })

  await t.test('nor after the restore of a backup from before', async (t) => {
    await backup.restore()
    const list = join(folder, 'erased.jsonl')
    cpSync(deletionListFile(dataFolder), list)
    rmSync(dataFolder, { recursive: true })
    cpSync(dataBackup, dataFolder, { recursive: true })
    cpSync(list, deletionListFile(dataFolder))
    const stage = await open()
    t.same(await readable(stage.portal.database), [], 'opened')
    t.same(await inTheClear(stage), nowhere, 'as it lies')
    await stage.portal.close()
  })
})
