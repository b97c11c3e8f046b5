import t from 'tap'
import { newId } from '../../src/base/id.ts'
import type { Database, EntityManager } from '../../src/storage/database.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { statementNameOf } from '../../src/storage/statement-names.ts'
import { unawaited } from '../../src/storage/unawaited.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { noteEntities, noteSets } from './note.ts'
import type { NoteTables } from './note.ts'

const options = { entities: noteEntities, migrations: noteSets }
const note = (title: string, id = newId()) => ({ id, title, at: new Date(0), done: false })

const insert = (em: EntityManager, ...notes: ReturnType<typeof note>[]) =>
  rowsOf<NoteTables>(em)
    .insertInto('test_note')
    .values(notes as never)

const titles = async (database: Database) =>
  (await rowsOf<NoteTables>(database.em()).selectFrom('test_note').select('title').orderBy('title').execute()).map(
    ({ title }) => title,
  )

eachDatabase(t, 'inserts nobody waits for are kept with the rest', async (t, open) => {
  const database = await open(options)
  for (let round = 0; round < 3; round += 1) {
    await unitOfWork(database, async (em) => {
      await insert(em, note(`${round} awaited`)).execute()
      await unawaited(insert(em, note(`${round} second`))).execute()
      await unawaited(insert(em, note(`${round} third`))).execute()
    })
  }
  t.equal((await titles(database)).length, 9)
})

eachDatabase(t, 'when one of them fails, the unit fails with its error and nothing is kept', async (t, open) => {
  const database = await open(options)
  const known = note('known')
  await unitOfWork(database, (em) => insert(em, known).execute())
  for (let round = 0; round < 3; round += 1) {
    const failing = unitOfWork(database, async (em) => {
      await insert(em, note('before')).execute()
      await unawaited(insert(em, note('again', known.id))).execute()
      await unawaited(insert(em, note('after'))).execute()
    })
    await t.rejects(failing, /unique|duplicate/i, 'with what was wrong')
  }
  const thrown = new Error('changed my mind')
  const undone = unitOfWork(database, async (em) => {
    await unawaited(insert(em, note('again', known.id)))
      .execute()
      .catch(() => {})
    throw thrown
  })
  await t.rejects(undone, thrown)
  await unitOfWork(database, (em) => insert(em, note('works as before')).execute())
  t.same(await titles(database), ['known', 'works as before'])
})

eachDatabase(t, 'a unit that does nothing, and one that fails at its first statement', async (t, open) => {
  const database = await open(options)
  t.equal(await unitOfWork(database, async () => 7), 7)
  const failing = unitOfWork(database, (em) => insert(em, { ...note('x'), done: null as never }).execute())
  await t.rejects(failing, /null/i)
  t.same(await titles(database), [])
})

t.test('only inserts that return nothing are kept ready, from their second use on', async (t) => {
  const text = `insert into "some_table" ("id") values ($1)`
  t.equal(statementNameOf(text), undefined)
  const name = statementNameOf(text)
  t.match(name, /^kw\d+$/)
  t.equal(statementNameOf(text), name)
  for (const other of ['select * from "some_table"', `${text} returning "id"`]) {
    statementNameOf(other)
    t.equal(statementNameOf(other), undefined)
  }
})
