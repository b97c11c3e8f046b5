import { LockMode } from '@mikro-orm/core'
import t from 'tap'
import { newId } from '../../src/base/id.ts'
import type { Database, EntityManager } from '../../src/storage/database.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { runMigrations } from '../../src/storage/migration.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { afterCommit, beforeCommit, databaseOf, unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import type { OpenOptions } from '../../src/testing/databases.ts'
import { Note, noteEntities, noteSets } from './note.ts'
import type { NoteTables } from './note.ts'

const options: OpenOptions = { entities: noteEntities, migrations: noteSets }

const note = (title: string, count = 0) => ({ id: newId(), title, at: new Date(0), done: false, count })
const write = (em: EntityManager, title: string) => em.create(Note, note(title))

async function titles(database: Database): Promise<string[]> {
  const rows = await rowsOf<NoteTables>(database.em())
    .selectFrom('test_note')
    .select('title')
    .orderBy('title')
    .execute()
  return rows.map((row) => row.title)
}

eachDatabase(t, 'entities and rows of a unit of work are committed together', async (t, open) => {
  const database = await open(options)
  const result = await unitOfWork(database, async (em) => {
    write(em, 'entity')
    await rowsOf<NoteTables>(em)
      .insertInto('test_note')
      .values(note('row') as never)
      .execute()
    return 42
  })
  t.equal(result, 42)
  t.same(await titles(database), ['entity', 'row'])
})

eachDatabase(t, 'an error undoes everything and comes out as it was', async (t, open) => {
  const database = await open(options)
  const wanted = new Error('no')
  const failing = unitOfWork(database, async (em) => {
    write(em, 'flushed')
    await em.flush()
    write(em, 'not flushed')
    throw wanted
  })
  await failing.catch((error) => t.equal(error, wanted))
  t.same(await titles(database), [])
  await unitOfWork(database, async (em) => void write(em, 'next'))
  t.same(await titles(database), ['next'], 'and the next unit of work runs')
})

eachDatabase(t, 'a row that the database refuses undoes everything', async (t, open) => {
  const database = await open(options)
  const id = newId()
  await t.rejects(
    unitOfWork(database, async (em) => {
      em.create(Note, { ...note('first'), id })
      await em.flush()
      await rowsOf<NoteTables>(em)
        .insertInto('test_note')
        .values({ ...note('second'), id } as never)
        .execute()
    }),
  )
  t.same(await titles(database), [])
})

eachDatabase(t, 'callbacks after the commit see what was committed', async (t, open) => {
  const database = await open(options)
  const seen: string[][] = []
  await unitOfWork(database, async (em) => {
    afterCommit(em, async () => void seen.push(await titles(database)))
    write(em, 'one')
    t.equal(databaseOf(em), database)
  })
  t.same(seen, [['one']])
})

eachDatabase(t, 'callbacks after the commit do not run when there is none', async (t, open) => {
  const database = await open(options)
  const failing = unitOfWork(database, async (em) => {
    afterCommit(em, () => void t.fail('must not run'))
    throw new Error('no')
  })
  await t.rejects(failing, { message: 'no' })
})

eachDatabase(t, 'a failing callback after the commit does not fail the unit of work', async (t, open) => {
  const errors: unknown[] = []
  const log = { debug() {}, info() {}, warn() {}, error: (facts: unknown) => void errors.push(facts) }
  const database = await open({ ...options, log })
  const called: string[] = []
  const result = await unitOfWork(database, async (em) => {
    afterCommit(em, () => Promise.reject(new Error('mail')))
    afterCommit(em, () => void called.push('next'))
    return 'done'
  })
  t.equal(result, 'done')
  t.same(called, ['next'])
  t.match(errors, [{ err: { message: 'mail' } }])
})

eachDatabase(t, 'callbacks before the commit belong to the transaction', async (t, open) => {
  const database = await open(options)
  await unitOfWork(database, async (em) => {
    beforeCommit(em, async () => {
      write(em, 'late')
      beforeCommit(em, async () => void write(em, 'later'))
    })
  })
  t.same(await titles(database), ['late', 'later'])
  const refused = unitOfWork(database, async (em) => {
    write(em, 'lost')
    beforeCommit(em, () => Promise.reject(new Error('audit')))
  })
  await t.rejects(refused, { message: 'audit' })
  t.same(await titles(database), ['late', 'later'])
})

eachDatabase(t, 'outside a unit of work there is nothing to wait for', async (t, open) => {
  const database = await open(options)
  t.throws(() => afterCommit(database.em(), () => {}), { code: 'storage.outside-unit-of-work' })
  let kept: EntityManager | undefined
  await unitOfWork(database, async (em) => void (kept = em))
  t.throws(() => afterCommit(kept!, () => {}), { code: 'storage.outside-unit-of-work' })
})

eachDatabase(
  t,
  'reading beside a running unit of work waits for nothing and sees what is committed',
  async (t, open) => {
    const database = await open(options)
    await unitOfWork(database, async (em) => void write(em, 'before'))
    await unitOfWork(database, async (em) => {
      write(em, 'during')
      await em.flush()
      t.same(await titles(database), ['before'])
      t.equal(await database.em().count(Note), 1)
      t.equal(await em.count(Note), 2)
    })
    t.same(await titles(database), ['before', 'during'])
  },
)

eachDatabase(t, 'a unit within a unit is refused at once, since it would wait for ever', async (t, open) => {
  const database = await open(options)
  const nested = unitOfWork(database, async () => unitOfWork(database, async (em) => void write(em, 'never')))
  await t.rejects(nested, { code: 'storage.nested-transaction' })
  await unitOfWork(database, async (em) => {
    write(em, 'first')
    afterCommit(em, () => unitOfWork(database, async (em) => void write(em, 'after it')))
  })
  t.same(await titles(database), ['after it', 'first'])
})

t.test('nobody writes past a unit of work', async (t) => {
  const database = await openDatabase({ url: 'sqlite::memory:', entities: noteEntities })
  t.teardown(() => database.close())
  await runMigrations(database, noteSets)
  const rows = rowsOf<NoteTables>(database.em())
  await t.rejects(
    rows
      .insertInto('test_note')
      .values(note('past') as never)
      .execute(),
    { code: 'SQLITE_READONLY' },
  )
})

eachDatabase(t, 'parallel units of work in two processes all succeed and lose nothing', async (t, open) => {
  const databases = [await open(options), await open({ entities: noteEntities })]
  const { id } = note('counter')
  await unitOfWork(databases[0]!, async (em) => void em.create(Note, { ...note('counter'), id }))
  const increase = (database: Database) =>
    unitOfWork(database, async (em) => {
      const counter = await em.findOneOrFail(Note, { id }, lockFor(database))
      await new Promise((resolve) => setImmediate(resolve))
      counter.count = (counter.count ?? 0) + 1
    })
  await Promise.all(Array.from({ length: 20 }, (_, index) => increase(databases[index % 2]!)))
  t.match(await databases[0]!.em().findOneOrFail(Note, { id }), { count: 20 })
})

// On SQLite the immediate transaction is the lock already.
const lockFor = (database: Database) =>
  database.engine === 'postgres' ? { lockMode: LockMode.PESSIMISTIC_WRITE as const } : {}

eachDatabase(t, 'a deadlock is solved by repeating one of the two', async (t, open) => {
  const database = await open(options)
  const [one, other] = [note('one'), note('other')]
  await unitOfWork(database, async (em) => [em.create(Note, one), em.create(Note, other)])
  let runs = 0
  const barrier = meetingOf(2)
  const change = (first: string, second: string) =>
    unitOfWork(database, async (em) => {
      runs += 1
      const db = rowsOf<NoteTables>(em)
      await db.updateTable('test_note').set({ done: true }).where('id', '=', first).execute()
      if (database.engine === 'postgres') await barrier()
      await db.updateTable('test_note').set({ done: true }).where('id', '=', second).execute()
    })
  await Promise.all([change(one.id, other.id), change(other.id, one.id)])
  t.equal(runs, database.engine === 'postgres' ? 3 : 2)
})

/** Resolves for everybody once so many have called; later callers do not wait. */
function meetingOf(size: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let present = 0
  return function arrive() {
    present += 1
    if (present >= size) resolve()
    return promise
  }
}
