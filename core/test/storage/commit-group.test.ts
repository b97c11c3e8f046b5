import t from 'tap'
import type { Test } from 'tap'
import { sql } from 'kysely'
import { newId } from '../../src/base/id.ts'
import type { Database, EntityManager } from '../../src/storage/database.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { afterCommit, unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase, openTestDatabase, testDatabaseUrl } from '../../src/testing/databases.ts'
import type { OpenOptions } from '../../src/testing/databases.ts'
import { Note, noteEntities, noteSets } from './note.ts'
import type { NoteTables } from './note.ts'

const options: OpenOptions = { entities: noteEntities, migrations: noteSets }
const note = (title: string) => ({ id: newId(), title, at: new Date(0), done: false, count: 0 })
const write = (em: EntityManager, title: string) => em.create(Note, note(title))
const settled = (units: Promise<unknown>[]) =>
  Promise.allSettled(units).then((all) => all.map(({ status }) => status === 'fulfilled'))

async function titles(database: Database): Promise<string[]> {
  const notes = await rowsOf<NoteTables>(database.em()).selectFrom('test_note').select('title').execute()
  return notes.map(({ title }) => title).sort()
}

const openSqlite = async (t: Test): Promise<Database> =>
  openTestDatabase(t, await testDatabaseUrl(t, 'sqlite'), options)

/** A number that each commit of another connection raises by one. */
const versionOf = async (database: Database): Promise<number> => {
  const [row] = await database.em().getConnection('read').execute<{ data_version: number }[]>('pragma data_version')
  return row!.data_version
}

eachDatabase(t, 'a unit that fails among many takes back its own writes and nobody else’s', async (t, open) => {
  const database = await open(options)
  const outcomes = await settled(
    Array.from({ length: 30 }, (_, index) =>
      unitOfWork(database, async (em) => {
        write(em, `note ${String(index).padStart(2, '0')}`)
        await em.flush()
        if (index % 3 === 0) throw new Error('no')
      }),
    ),
  )
  t.same(
    outcomes,
    outcomes.map((_, index) => index % 3 !== 0),
  )
  t.equal((await titles(database)).length, 20)
  t.notOk((await titles(database)).includes('note 03'))
})

t.test('units that wait together share a commit, and nobody hears of it before it is durable', async (t) => {
  const database = await openSqlite(t)
  const before = await versionOf(database)
  const seen: number[] = []
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      unitOfWork(database, async (em) => {
        write(em, `note ${index}`)
        afterCommit(em, async () => void seen.push((await titles(database)).length))
      }),
    ),
  )
  const commits = (await versionOf(database)) - before
  t.ok(commits < 20, `${commits} commits for 20 units`)
  t.equal(new Set(seen).size, commits, 'each answer comes after the commit of its whole group')
  t.equal(seen.at(-1), 20)
})

eachDatabase(t, 'what a failed unit left running never lands in the work of a neighbour', async (t, open) => {
  const database = await open(options)
  const late: Promise<unknown>[] = []
  const { promise: neighbourRuns, resolve: neighbourStarts } = Promise.withResolvers<void>()
  const failing = unitOfWork(database, async (em) => {
    const rows = rowsOf<NoteTables>(em)
    const leave = async (title: string, act: () => Promise<unknown>) => (await neighbourRuns, act().then(() => title))
    late.push(
      leave('rows', () =>
        rows
          .insertInto('test_note')
          .values(note('late row') as never)
          .execute(),
      ),
      leave('text', () => em.execute("update test_note set title = 'late text'")),
      leave('sql', () => sql`update test_note set title = 'late sql'`.execute(rows)),
      leave('entity', async () => (write(em, 'late entity'), em.flush())),
    )
    for (const one of late) one.catch(() => {})
    throw new Error('no')
  })
  const neighbour = unitOfWork(database, async (em) => {
    neighbourStarts()
    write(em, 'neighbour')
    await em.flush()
    await Promise.allSettled(late)
  })
  t.same(await settled([failing, neighbour]), [false, true])
  t.same(await settled(late), [false, false, false, false])
  t.same(await titles(database), ['neighbour'])
})

t.test('when SQLite gives the whole transaction up, only the unit at fault fails', async (t) => {
  const database = await openSqlite(t)
  const outcomes = await settled([
    unitOfWork(database, async (em) => void write(em, 'before')),
    unitOfWork(database, async (em) => {
      write(em, 'at fault')
      await em.flush()
      // What SQLite does by itself after some errors, e.g. a full disk.
      await em.execute('rollback')
      throw new Error('disk full')
    }),
    unitOfWork(database, async (em) => void write(em, 'after')),
  ])
  t.same(outcomes, [true, false, true])
  t.same(await titles(database), ['after', 'before'])
})

t.test('a commit that is refused fails only the unit that is the reason', async (t) => {
  const database = await openSqlite(t)
  await unitOfWork(database, async (em) => {
    await em.execute('create table parent (id integer primary key)')
    await em.execute('create table child (parent integer references parent deferrable initially deferred)')
  })
  const outcomes = await settled([
    unitOfWork(database, async (em) => void write(em, 'one')),
    unitOfWork(database, (em) => em.execute('insert into child values (1)')),
    unitOfWork(database, async (em) => void write(em, 'two')),
  ])
  t.same(outcomes, [true, false, true])
  t.same(await titles(database), ['one', 'two'])
})

eachDatabase(t, 'a transaction inside a unit of work is refused in words', async (t, open) => {
  const database = await open(options)
  const nested = unitOfWork(database, (em) => em.transactional(async () => {}))
  await t.rejects(nested, { code: 'storage.nested-transaction' })
})
