import t from 'tap'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openDatabase } from '../../src/storage/database.ts'
import { runMigrations } from '../../src/storage/migration.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { Note, noteEntities, noteSets } from './note.ts'

eachDatabase(t, 'an open database answers, a closed one does not', async (t, open, { engine }) => {
  const database = await open({ entities: noteEntities })
  t.equal(database.engine, engine)
  await t.resolves(database.ping())
  await database.close()
  await t.rejects(database.ping(), { code: 'storage.closed' })
})

t.test('a SQLite file gets its folder, write-ahead log, full sync, foreign keys and patience', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kreiswerk-sqlite-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const database = await openDatabase({ url: `sqlite:${join(folder, 'data/portal.db')}`, entities: [] })
  t.teardown(() => database.close())
  const pragma = (name: string) => database.em().execute(`pragma ${name}`)
  t.match(await pragma('journal_mode'), [{ journal_mode: 'wal' }])
  t.match(await pragma('synchronous'), [{ synchronous: 2 }])
  t.match(await pragma('foreign_keys'), [{ foreign_keys: 1 }])
  t.match(await pragma('busy_timeout'), [{ timeout: 250 }])
  t.ok((await readdir(join(folder, 'data'))).includes('portal.db'))
})

t.test('a database in memory is there as long as it is open', async (t) => {
  const database = await openDatabase({ url: 'sqlite::memory:', entities: noteEntities })
  t.teardown(() => database.close())
  await runMigrations(database, noteSets)
  await unitOfWork(database, async (em) => {
    em.create(Note, { id: '018f0000-0000-7000-8000-000000000001', title: 'x', at: new Date(0), done: false })
  })
  t.equal(await database.em().count(Note), 1)
})

t.test('an address of another kind is refused without repeating it', async (t) => {
  const opening = openDatabase({ url: 'mysql://root:secret@host/db', entities: [] })
  await t.rejects(opening, { code: 'storage.bad-database-url', params: { start: 'mysql:' } })
  await t.rejects(openDatabase({ url: 'portal.db', entities: [] }), { code: 'storage.bad-database-url' })
})

t.test('a database that is not there is an error at once', async (t) => {
  await t.rejects(openDatabase({ url: 'postgres://nobody:x@127.0.0.1:1/none', entities: [] }), {
    code: 'storage.unreachable',
    status: 503,
  })
  await t.rejects(openDatabase({ url: `sqlite:${import.meta.dirname}`, entities: [] }), { code: 'storage.unreachable' })
})

t.test('a portal on one engine never loads the driver of the other', async (t) => {
  const source = fileURLToPath(new URL('../../src/storage/database.ts', import.meta.url))
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context) } })
    const { openDatabase } = await import(${JSON.stringify(source)})
    await (await openDatabase({ url: 'sqlite::memory:', entities: [] })).close()
    console.log(JSON.stringify(loaded))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  t.match(stdout, /better-sqlite3/)
  t.notMatch(stdout, /@mikro-orm\/postgresql|\/pg\//)
})

t.test('the kernel and its driver use one copy of SQLite: exactly the version that was tried', (t) => {
  const manifestOf = (name: string) => JSON.parse(readFileSync(findPackageJSON(name, import.meta.url)!, 'utf8'))
  const asked = manifestOf('@kreiswerk/core').dependencies['better-sqlite3']
  t.equal(asked, manifestOf('@mikro-orm/sqlite').dependencies['better-sqlite3'])
  t.equal(asked, manifestOf('better-sqlite3').version)
  t.end()
})
