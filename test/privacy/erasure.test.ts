import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { pino } from 'pino'
import t from 'tap'
import type { Test } from 'tap'
import { receiptFor } from '../../core/src/audit/issue-receipt.ts'
import { readPublicKey } from '../../core/src/audit/key.ts'
import { verifyLog } from '../../core/src/audit/verify.ts'
import { systemActor } from '../../core/src/auth/actor.ts'
import { saveAttributes } from '../../core/src/auth/attribute.ts'
import { mailTopic, openMail, sendMail } from '../../core/src/mail/mail.ts'
import { erasePerson, exportPerson, findPerson } from '../../core/src/portal/person/person-data.ts'
import { rowsOf } from '../../core/src/storage/rows.ts'
import type { Tables } from '../../core/src/storage/tables.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { createTestPortal } from '../../core/src/testing/index.ts'
import type { TestBrowser, TestPortal } from '../../core/src/testing/index.ts'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import { deletionListFile, noteErasures } from '../../core/src/vault/deletion-list.ts'
import feedback from '../../plugins/feedback/src/plugin.ts'
import onlineService from '../../plugins/online-service/src/plugin.ts'
import { dogLicence } from '../../plugins/online-service/test/fixture.ts'
import { registerDog } from '../../plugins/online-service/test/portal.ts'

interface Desk {
  portal: TestPortal
  dataFolder: string
  log: string[]
}

async function openPortal(t: Test, url: string, dataFolder = newFolder(t)): Promise<Desk> {
  const log: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString())
      done()
    },
  })
  const service = {
    ...dogLicence,
    unit: 'stadt/fb32/',
    fee: () => [],
    examples: [{ ...dogLicence.examples[0]!, fee: 0 }],
  }
  const portal = await createTestPortal({
    plugins: [
      onlineService({
        services: [service],
        trackingPrefix: 'TS',
        authority: { name: 'Teststadt', lines: ['Rathaus'] },
      }),
      feedback(),
    ],
    database: url,
    dataFolder,
    log: pino({ level: 'trace' }, stream),
  })
  t.teardown(() => portal.close())
  return { portal, dataFolder, log }
}

function newFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-erasure-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

interface Person {
  accountId: string
  email: string
  browser: TestBrowser
  caseIds: string[]
}

/** Somebody with an account, attributes, a decided and a running application, a draft, a report and a mail that waits. */
async function live(portal: TestPortal, mark: string): Promise<Person> {
  const browser = await portal.as({ realm: 'citizen', name: `${mark}-name` })
  const decided = await registerDog(browser, `${mark}-one`)
  const running = await registerDog(browser, `${mark}-two`)
  const { accountId, email } = await ownerOf(portal, decided)
  const clerk = await portal.as('clerk')
  const path = `/api/online-service/cases/${decided}`
  await clerk.call('POST', `${path}/assignment`)
  await clerk.call('POST', `${path}/notes`, { text: `${mark}-note` })
  await clerk.call('POST', `${path}/decision`, { outcome: 'refused', reason: `${mark}-reason` })
  await browser.submit('/dienste/hund/antrag/hund', { name: `${mark}-draft`, shared: 'false' })
  await portal.submit('/barriere-melden', { page: '/start', text: 'Kein Kontrast', email })
  const attribute = { name: 'birthdate', value: `${mark}-born`, trust: 'hoch', issuer: 'https://id.example' } as const
  await unitOfWork(portal.database, (em) => saveAttributes(em, accountId, [attribute], portal.clock.now))
  return { accountId, email, browser, caseIds: [decided, running] }
}

async function ownerOf(portal: TestPortal, caseId: string): Promise<{ accountId: string; email: string }> {
  const { rows } = await sql<{
    owner_id: string
  }>`select owner_id from online_service_case where id = ${caseId}`.execute(portal.database.em().getKysely())
  const accountId = rows[0]!.owner_id
  const { email } = await findPerson(portal.database.em(), accountId)
  return { accountId, email: email! }
}

const optionsFor = ({ runtime, assembly }: TestPortal, name: string) => ({
  runtime,
  plugins: assembly.plugins,
  cause: { actor: systemActor, name, correlationId: 'test' },
})

const erase = async ({ portal, dataFolder }: Desk, person: string) => {
  const subject = await findPerson(portal.database.em(), person)
  const erasure = await erasePerson(optionsFor(portal, 'core.erasePerson'), subject)
  await noteErasures(portal.database, deletionListFile(dataFolder))
  return erasure
}

/** All rows of all tables as one text. */
async function everything({ database }: TestPortal): Promise<string> {
  const db = database.em().getKysely()
  const tables = await db.introspection.getTables()
  const texts: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db)
    texts.push(`${name} ${JSON.stringify(rows)}`)
  }
  return texts.join('\n')
}

const filesOf = (folder: string) =>
  globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))

eachDatabase(t, 'an export brings what every plugin and the kernel keep, in the clear', async (t, _open, { url }) => {
  const { portal } = await openPortal(t, url)
  const anna = await live(portal, 'anna')
  const subject = await findPerson(portal.database.em(), anna.email.toUpperCase())
  t.equal(subject.accountId, anna.accountId)
  t.match(await exportPerson(optionsFor(portal, 'core.exportPerson'), subject), {
    core: { account: { name: 'anna-name', email: anna.email }, attributes: [{ value: 'anna-born' }] },
    'online-service': {
      drafts: [{ answers: { name: 'anna-draft' } }],
      cases: [
        { applicantName: 'anna-name', answers: { name: 'anna-one' }, reason: 'anna-reason' },
        { answers: { name: 'anna-two' } },
      ],
    },
    feedback: [{ email: anna.email }],
  })
  await t.rejects(findPerson(portal.database.em(), 'nobody'), { code: 'core.unknown-person' })
})

eachDatabase(t, 'nothing personal lies in the clear, in tables, files or logs', async (t, _open, { url, engine }) => {
  const { portal, dataFolder, log } = await openPortal(t, url)
  await live(portal, 'anna')
  await portal.settle()
  t.notOk((await everything(portal)).includes('anna-'), 'tables')
  t.notOk(log.join('').includes('anna-'), 'logs')
  t.notOk(
    filesOf(dataFolder).some((file) => file.includes('anna-')),
    'data folder',
  )
  if (engine === 'sqlite') {
    t.notOk(
      filesOf(join(url.slice('sqlite:'.length), '..')).some((file) => file.includes('anna-')),
      'database file',
    )
  }
})

eachDatabase(
  t,
  'who is erased is gone; what the law keeps is named; others lose nothing',
  async (t, _open, { url }) => {
    const desk = await openPortal(t, url)
    const { portal } = desk
    const [anna, bert] = [await live(portal, 'anna'), await live(portal, 'bert')]
    const before = await exportPerson(optionsFor(portal, 'core.exportPerson'), bert)

    const { kept, entryId } = await erase(desk, anna.accountId)
    t.match(kept, [{ plugin: 'online-service', what: /^TS-2026-/, until: null, basis: /Art. 17 \(3\) b/ }])
    t.equal(kept.length, 1)
    t.match((await anna.browser.open('/konto')).url, /^\/anmelden/, 'the session is over')
    const clerk = await portal.as('clerk')
    const [decided, running] = anna.caseIds
    t.match(await clerk.get(`/api/online-service/cases/${decided}`), { applicantName: '', summary: [], reason: null })
    t.match(
      await clerk.get(`/api/online-service/cases/${running}`),
      { applicantName: 'anna-name' },
      'still to be decided',
    )
    t.notOk((await everything(portal)).includes(anna.email))
    await t.rejects(findPerson(portal.database.em(), anna.accountId), { code: 'core.unknown-person' })
    await portal.settle()
    t.same(await exportPerson(optionsFor(portal, 'core.exportPerson'), bert), before, 'Bert has everything')

    const log = await verifyLog(portal.database.em(), { publicKey: (await readPublicKey(desk.dataFolder))! })
    t.ok(log.ok, 'the audit log still holds')
    t.match(await receiptFor(portal.database.em(), entryId), { entry: /core\.erasePerson/ })
  },
)

eachDatabase(
  t,
  'a provider’s address finds its account, and mails to it go with the person',
  async (t, _open, { url }) => {
    const desk = await openPortal(t, url)
    const { portal } = desk
    const [anna, bert] = [await live(portal, 'anna'), await live(portal, 'bert')]
    const say = (accountId: string, value: string) =>
      unitOfWork(portal.database, async (em) => {
        const attribute = { name: 'email', value, trust: 'hoch', issuer: 'https://id.example' } as const
        await saveAttributes(em, accountId, [attribute], portal.clock.now)
        await sendMail(em, { to: value, subject: 'Bescheid', text: `${value} hat Post` })
      })
    await say(anna.accountId, 'Anna@provider.example')
    const found = await findPerson(portal.database.em(), 'anna@PROVIDER.example ')
    t.same(found, { accountId: anna.accountId, email: 'anna@provider.example' })
    await say(bert.accountId, 'anna@provider.example')
    await t.rejects(findPerson(portal.database.em(), 'anna@provider.example'), {
      code: 'core.ambiguous-person',
      params: { accounts: new RegExp(anna.accountId) },
    })
    await say(bert.accountId, 'bert@provider.example')
    const recipients = async () => {
      const em = portal.database.em()
      const jobs = await rowsOf<Tables>(em).selectFrom('core_job').selectAll().where('topic', '=', mailTopic).execute()
      return Promise.all(jobs.map(async ({ id, payload }) => (await openMail(em, id, payload))?.to ?? 'nobody'))
    }
    t.equal((await recipients()).filter((to) => to.toLowerCase() === 'anna@provider.example').length, 2)
    await erase(desk, anna.accountId)
    const left = await recipients()
    t.same(new Set(left), new Set([bert.email, 'bert@provider.example']), 'nothing waits for her any more')
    t.same(await findPerson(portal.database.em(), 'bert@provider.example'), {
      accountId: bert.accountId,
      email: 'bert@provider.example',
    })
  },
)

t.test('accounts of providers are found by their address after the upgrade as well', async (t) => {
  const folder = newFolder(t)
  const url = `sqlite:${join(folder, 'portal.db')}`
  const dataFolder = join(folder, 'data')
  const first = await openPortal(t, url, dataFolder)
  const anna = await live(first.portal, 'anna')
  const attribute = {
    name: 'email',
    value: 'anna@provider.example',
    trust: 'hoch',
    issuer: 'https://id.example',
  } as const
  await unitOfWork(first.portal.database, (em) =>
    saveAttributes(em, anna.accountId, [attribute], first.portal.clock.now),
  )
  for (const before of [
    'drop index core_attribute_email',
    'alter table core_attribute drop column email_index',
    `delete from core_migration where name = 'core:0021-attribute-emails'`,
  ]) {
    await sql.raw(before).execute(first.portal.database.em().getKysely())
  }
  await first.portal.close()
  const second = await openPortal(t, url, dataFolder)
  t.match(await findPerson(second.portal.database.em(), 'anna@provider.example'), { accountId: anna.accountId })
})

t.test('an older database brings nobody back', async (t) => {
  const folder = newFolder(t)
  const file = join(folder, 'portal.db')
  const url = `sqlite:${file}`
  const dataFolder = join(folder, 'data')
  const first = await openPortal(t, url, dataFolder)
  const [anna, bert] = [await live(first.portal, 'anna'), await live(first.portal, 'bert')]
  await first.portal.settle()
  await sql`pragma wal_checkpoint(truncate)`.execute(first.portal.database.em().getKysely())
  const backup = join(folder, 'backup.db')
  copyFileSync(file, backup)
  const keyOfAnna = await wrappedKey(first.portal, anna.accountId)
  t.ok(readFileSync(file, 'latin1').includes(keyOfAnna))

  await erase(first, anna.accountId)
  await first.portal.close()
  t.notOk(readFileSync(file, 'latin1').includes(keyOfAnna), 'the key is overwritten in the file')
  for (const name of [file, `${file}-wal`, `${file}-shm`, join(dataFolder, 'audit', 'checkpoint')]) {
    rmSync(name, { force: true })
  }
  copyFileSync(backup, file)

  const second = await openPortal(t, url, dataFolder)
  t.ok(second.log.some((line) => line.includes('erasures are repeated')))
  await t.rejects(findPerson(second.portal.database.em(), anna.accountId), { code: 'core.unknown-person' })
  const clerk = await second.portal.as('clerk')
  t.match(await clerk.get(`/api/online-service/cases/${anna.caseIds[0]}`), { applicantName: '', reason: null })
  t.match(await clerk.get(`/api/online-service/cases/${bert.caseIds[0]}`), { applicantName: 'bert-name' })
})

async function wrappedKey({ database }: TestPortal, subject: string): Promise<string> {
  const { rows } = await sql<{
    wrapped: string
  }>`select wrapped from core_data_key where subject_id = ${subject}`.execute(database.em().getKysely())
  return rows[0]!.wrapped
}
