import t from 'tap'
import { eachDatabase } from '../../src/testing/databases.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { Note, noteEntities, noteSets } from './note.ts'
import type { NoteTables } from './note.ts'

eachDatabase(t, 'what a unit of work writes is there afterwards', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: noteSets })
  await unitOfWork(database, async (em) => {
    em.create(Note, {
      id: '018f0000-0000-7000-8000-000000000001',
      title: 'Erste',
      at: new Date(5),
      done: true,
      data: { a: 1 },
    })
  })
  const rows = await rowsOf<NoteTables>(database.em()).selectFrom('test_note').selectAll().execute()
  t.match(rows, [{ title: 'Erste', at: new Date(5), done: true, data: { a: 1 } }])
})
