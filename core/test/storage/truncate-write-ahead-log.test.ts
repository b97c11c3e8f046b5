import { readFileSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import t from 'tap'
import type { Test } from 'tap'
import { newId } from '../../src/base/id.ts'
import type { Database } from '../../src/storage/database.ts'
import type { Log } from '../../src/storage/log.ts'
import { silentLog } from '../../src/storage/log.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { truncateWriteAheadLog } from '../../src/storage/truncate-write-ahead-log.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase, openTestDatabase, testDatabaseUrl } from '../../src/testing/databases.ts'
import { Note, noteEntities, noteSets } from './note.ts'
import type { NoteTables } from './note.ts'

const fileOf = (url: string) => url.slice('sqlite:'.length)
const bytesOf = (url: string) => ['', '-wal'].map((end) => readFileSync(fileOf(url) + end, 'latin1')).join('')
const logSize = (url: string) => statSync(`${fileOf(url)}-wal`).size

const write = (database: Database, title: string) =>
  unitOfWork(database, async (em) => {
    em.create(Note, { id: newId(), title, at: new Date(0), done: false, count: 0 })
  })
const empty = (database: Database) =>
  unitOfWork(database, (em) => rowsOf<NoteTables>(em).deleteFrom('test_note').execute())
const count = async (database: Database) =>
  (await rowsOf<NoteTables>(database.em()).selectFrom('test_note').select('id').execute()).length

async function openNoted(t: Test) {
  const warnings: string[] = []
  const log: Log = { ...silentLog, warn: (_facts: unknown, text?: string) => void warnings.push(text ?? '') }
  const url = await testDatabaseUrl(t, 'sqlite')
  const database = await openTestDatabase(t, url, { entities: noteEntities, migrations: noteSets, log })
  return { url, database, warnings }
}

t.test('what was deleted is in the log until it is truncated, then nowhere', async (t) => {
  const { url, database, warnings } = await openNoted(t)
  await write(database, 'never to be seen again')
  await empty(database)
  t.ok(bytesOf(url).includes('never to be seen again'))
  t.ok(await truncateWriteAheadLog(database))
  t.notOk(bytesOf(url).includes('never to be seen again'))
  t.equal(logSize(url), 0)
  t.same(warnings, [])
})

t.test('it takes its turn among units of work: none is lost, none runs meanwhile', async (t) => {
  const { database } = await openNoted(t)
  const writing = Array.from({ length: 100 }, (_, index) => write(database, `note ${index}`))
  const truncating = Array.from({ length: 5 }, () => truncateWriteAheadLog(database))
  t.same(await Promise.all(truncating), [true, true, true, true, true])
  await Promise.all([...writing, write(database, 'afterwards')])
  t.equal(await count(database), 101)
})

t.test('a unit of work that runs is waited for, with whatever it still has to write', async (t) => {
  const { url, database } = await openNoted(t)
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  let truncated = false
  const unit = unitOfWork(database, async (em) => {
    await held
    em.create(Note, { id: newId(), title: 'late', at: new Date(0), done: false, count: 0 })
  })
  const truncating = truncateWriteAheadLog(database).then(() => (truncated = true))
  await new Promise((resolve) => setImmediate(resolve))
  t.notOk(truncated)
  letGo()
  await Promise.all([unit, truncating])
  t.equal(await count(database), 1)
  t.equal(logSize(url), 0)
})

t.test('a reader that leaves in time is waited for; one that stays is named in the log of the portal', async (t) => {
  const { url, database, warnings } = await openNoted(t)
  await write(database, 'never to be seen again')
  const other = new Sqlite(fileOf(url))
  t.teardown(() => other.close())
  other.exec('begin')
  other.prepare('select count(*) from test_note').get()
  await empty(database)
  t.notOk(await truncateWriteAheadLog(database))
  t.match(warnings, [/still in the write-ahead log/])
  t.ok(bytesOf(url).includes('never to be seen again'))
  const truncating = truncateWriteAheadLog(database)
  await new Promise((resolve) => setImmediate(resolve))
  other.exec('rollback')
  t.ok(await truncating)
  t.notOk(bytesOf(url).includes('never to be seen again'))
})

eachDatabase(t, 'it is harmless on either engine', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: noteSets })
  await write(database, 'kept')
  t.ok(await truncateWriteAheadLog(database))
  t.equal(await count(database), 1)
})
