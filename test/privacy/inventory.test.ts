import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import { readPublicKey } from '../../core/src/audit/key.ts'
import { verifyLog } from '../../core/src/audit/verify.ts'
import type { Database } from '../../core/src/storage/database.ts'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import { deletionListFile } from '../../core/src/vault/deletion-list.ts'
import { copyOfDatabase } from './copy-of-database.ts'
import { live, officer, openStage } from './journeys.ts'
import type { Stage } from './journeys.ts'
import { marksIn, spellingsOf } from './marks.ts'
import { marksInFiles, marksInTables, readEverything } from './places.ts'

t.setTimeout(240_000)

const anna = {
  name: 'Annegret Zzyzxmann',
  email: 'annegret.zzyzx@example.org',
  street: 'Quittenpfad',
  phone: '0241 9753186',
  bornOn: '2001-05-17',
}
const spellings = spellingsOf(anna)

/** Where the id of an account that is gone may stand, since it names nobody any more. */
const mayNameTheAccount = [
  // The record cannot be changed (its chain of hashes), so it never says more of a person than this.
  'core_audit_entry.entry: account',
  // The books stay: what was paid for which case.
  'core_claim.payer_id: account',
  // Destroys the key again in a restored backup.
  'core_destroyed_key.subject_id: account',
  // That there was a decided case, and whose number it was, stays for statistics and payments.
  'online_service_case.owner_id: account',
]

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
  let accountId = ''

  await t.test('nothing lies in the clear at any moment', async (t) => {
    const stage = await open()
    const lived = await live(stage, anna, async (moment) => {
      t.same(await inTheClear(stage), nowhere, moment)
    })
    accountId = lived.accountId
    const everything = await readEverything(stage.portal.database, dataFolder)
    t.same(marksIn(everything, spellings).sort(), ['birth date', 'mail', 'name', 'phone', 'street'], 'the keys open it')
    t.ok(everything.includes(`${anna.street}, ${anna.bornOn}`), 'also the photo that was sent')
    await stage.portal.close()
  })

  await t.test('after the erasure all the keys together open nothing of it', async (t) => {
    await backup.take()
    cpSync(dataFolder, dataBackup, { recursive: true })
    const stage = await open()
    const { portal } = stage
    const browser = await portal.as(officer)
    const found = await browser.submit('/staff/datenschutz', { reference: anna.email })
    t.match(found.text, /Alles darf gelöscht werden/)
    const done = await browser.submit(`${found.url}/loeschen`, { ground: 'a', word: 'LÖSCHEN' })
    t.match(done.text, /Die Person ist gelöscht/)
    t.ok(readFileSync(deletionListFile(dataFolder), 'utf8').includes(accountId), 'the list has it at once')
    await portal.settle()
    t.same(await readable(portal.database), [], 'opened')
    t.same(await inTheClear(stage), nowhere, 'as it lies')
    t.same(await marksInTables(portal.database, new Map([[accountId, 'account']])), mayNameTheAccount)
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
