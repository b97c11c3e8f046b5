import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import t from 'tap'
import type { Test } from 'tap'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import type { TestPortal } from '../../src/testing/index.ts'
import { deletionListFile } from '../../src/vault/deletion-list.ts'
import { settleErasure, sweepErasures } from '../../src/vault/settle-erasures.ts'
import type { Tables } from '../../src/vault/tables.ts'
import { destroyKeys, sealJson } from '../../src/vault/vault.ts'

const officer = { realm: 'staff', name: 'Daria Datenschutz', role: 'datenschutz' } as const
const erika = { realm: 'citizen', name: 'Erika Zzyzx', email: 'erika.zzyzx@example.org' } as const
const thing = '0190a1b2-0000-7000-8000-00000000000a'

async function openPortal(t: Test) {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-bytes-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'portal.db')
  const roles = { datenschutz: ['core.erase-persons'] }
  const portal = await createTestPortal({ deployment: { roles }, database: `sqlite:${file}`, dataFolder: folder })
  t.teardown(() => portal.close())
  /** Whether the database lies in its two files with this text somewhere. */
  const holds = (text: string) => ['', '-wal'].some((end) => readFileSync(file + end, 'latin1').includes(text))
  return { portal, file, holds, list: deletionListFile(folder) }
}

async function wrappedKeyOf({ database }: TestPortal, subject: string): Promise<string> {
  const db = database.em().getKysely() as unknown as Kysely<Tables>
  const row = db.selectFrom('core_data_key').select('wrapped').where('subject_id', '=', subject)
  return (await row.executeTakeFirstOrThrow()).wrapped
}

t.test('who is erased on the page has left the files of the database when the page answers', async (t) => {
  const { portal, holds } = await openPortal(t)
  await portal.as(erika)
  const browser = await portal.as(officer)
  const [account] = await portal.database
    .em()
    .execute<{ id: string; name: string }[]>("select id, name from core_account where realm = 'citizen'")
  const key = await wrappedKeyOf(portal, account!.id)
  t.ok(holds(key) && holds(account!.name))
  const found = await browser.submit('/staff/datenschutz', { reference: erika.email })
  const done = await browser.send(await browser.open(`${found.url}/loeschen`), { ground: 'a', word: 'Löschen' })
  t.match(done, { status: 200, text: /Die Person ist gelöscht/ })
  t.notOk(holds(key), 'the wrapped key')
  t.notOk(holds(account!.name), 'the sealed name')
})

t.test('so has what was erased by a command, or by a plugin once the sweep has run', async (t) => {
  const { portal, holds, list } = await openPortal(t)
  const place = { table: 'letter', id: '1', column: 'text' }
  for (const settle of [settleErasure, sweepErasures]) {
    await sweepErasures(portal.database, list)
    await unitOfWork(portal.database, (em) => sealJson(em, thing, place, 'secret'))
    const key = await wrappedKeyOf(portal, thing)
    await unitOfWork(portal.database, (em) => destroyKeys(em, [thing]))
    t.ok(holds(key), 'still in the log')
    await settle(portal.database, list)
    t.notOk(holds(key))
    t.match(readFileSync(list, 'utf8'), thing)
  }
})

t.test('a sweep without erasures leaves the log alone; one that could not finish is made up for', async (t) => {
  const { portal, file, holds, list } = await openPortal(t)
  const { database } = portal
  const place = { table: 'letter', id: '1', column: 'text' }
  await sweepErasures(database, list)
  await unitOfWork(database, (em) => sealJson(em, thing, place, 'secret'))
  const key = await wrappedKeyOf(portal, thing)
  const logSize = () => statSync(`${file}-wal`).size
  await sweepErasures(database, list)
  t.ok(logSize() > 0)

  const reader = new Sqlite(file)
  t.teardown(() => reader.close())
  reader.exec('begin')
  reader.prepare('select wrapped from core_data_key').all()
  await unitOfWork(database, (em) => destroyKeys(em, [thing]))
  await sweepErasures(database, list)
  t.ok(holds(key), 'a reader is in the way')
  reader.exec('rollback')
  await sweepErasures(database, list)
  t.notOk(holds(key))
  t.equal(logSize(), 0)
})
