import t from 'tap'
import { newId } from '../../src/base/id.ts'
import { insertRow } from '../../src/storage/insert-row.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { Note, noteEntities, noteSets } from './note.ts'
import type { NoteRow, NoteTables } from './note.ts'

const full: NoteRow = {
  id: newId(),
  title: 'Straße 1',
  body: 'x'.repeat(1000),
  at: new Date('2026-03-29T01:59:59.123Z'),
  readAt: new Date('1969-12-31T23:00:00.000Z'),
  day: '2026-02-28',
  done: true,
  count: -2_147_483_648,
  total: 9_007_199_254_740_991n,
  share: 0.1,
  data: { list: [1, 'zwei', null, { deep: true }], text: 'ä"\\' },
  file: new Uint8Array([0, 255, 1]),
}

const bare: NoteRow = {
  id: newId(),
  title: '',
  body: null,
  at: new Date(0),
  readAt: null,
  day: null,
  done: false,
  count: null,
  total: null,
  share: null,
  data: null,
  file: null,
}

const plain = (row: NoteRow) => ({ ...row, file: row.file && [...row.file] })

eachDatabase(t, 'what is written as a row is read back as it was, as row and as entity', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: noteSets })
  await unitOfWork(database, (em) => rowsOf<NoteTables>(em).insertInto('test_note').values([full, bare]).execute())

  const rows = await rowsOf<NoteTables>(database.em()).selectFrom('test_note').selectAll().orderBy('id').execute()
  t.same(rows.map(plain), [full, bare].map(plain))
  const entities = await database.em().find(Note, {}, { orderBy: { id: 'asc' } })
  t.same(
    entities.map((entity) => plain({ ...entity } as NoteRow)),
    [full, bare].map(plain),
  )
})

eachDatabase(t, 'a row that is only added is stored like any other', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: noteSets })
  await unitOfWork(database, async (em) => {
    await insertRow(em, Note, full)
    await insertRow(em, Note, bare)
    await insertRow(em, Note, { ...bare, id: newId(), title: 'again, from the statement made before' })
  })
  const rows = await rowsOf<NoteTables>(database.em()).selectFrom('test_note').selectAll().orderBy('id').execute()
  t.same(rows.slice(0, 2).map(plain), [full, bare].map(plain))
  const twice = unitOfWork(database, (em) => insertRow(em, Note, bare))
  await t.rejects(twice, /unique|duplicate/i)
  await t.rejects(insertRow(database.em(), Note, { ...bare, id: newId() }), { code: 'storage.outside-unit-of-work' })
  t.equal((await rowsOf<NoteTables>(database.em()).selectFrom('test_note').selectAll().execute()).length, 3)
})

eachDatabase(t, 'what is written as an entity is read back as a row', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: noteSets })
  await unitOfWork(database, async (em) => void em.create(Note, full))
  const rows = await rowsOf<NoteTables>(database.em()).selectFrom('test_note').selectAll().execute()
  t.same(rows.map(plain), [plain(full)])
})

eachDatabase(t, 'conditions and changes take dates, booleans and JSON as they are', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: noteSets })
  await unitOfWork(database, async (em) => {
    const db = rowsOf<NoteTables>(em)
    await db.insertInto('test_note').values([full, bare]).execute()
    await db
      .updateTable('test_note')
      .set({ at: new Date(7), done: true, data: { changed: true } })
      .where('at', '<=', new Date(0))
      .where('done', '=', false)
      .execute()
  })
  const db = rowsOf<NoteTables>(database.em())
  const changed = await db
    .selectFrom('test_note')
    .selectAll()
    .where('at', 'in', [new Date(7)])
    .execute()
  t.match(changed, [{ id: bare.id, done: true, data: { changed: true } }])
  const aliased = await db
    .selectFrom('test_note as n')
    .select(['n.readAt', 'n.done'])
    .where('n.done', '=', true)
    .execute()
  t.equal(aliased.length, 2)
  t.ok(aliased.some((row) => row.readAt?.getTime() === full.readAt?.getTime()))
})

eachDatabase(t, 'text sorts by code point, whatever the locale of the database', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: noteSets })
  const titles = ['b', 'ä', 'Z', 'a', '10', '9', '_']
  await unitOfWork(database, (em) =>
    rowsOf<NoteTables>(em)
      .insertInto('test_note')
      .values(titles.map((title) => ({ ...bare, id: newId(), title })))
      .execute(),
  )
  const sorted = await rowsOf<NoteTables>(database.em())
    .selectFrom('test_note')
    .select('title')
    .orderBy('title')
    .execute()
  t.same(
    sorted.map((row) => row.title),
    ['10', '9', 'Z', '_', 'a', 'b', 'ä'],
  )
})
