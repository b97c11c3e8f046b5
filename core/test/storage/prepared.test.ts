import type { Kysely } from 'kysely'
import t from 'tap'
import { newId } from '../../src/base/id.ts'
import { prepared } from '../../src/storage/prepared.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { noteEntities, noteSets } from './note.ts'
import type { NoteTables } from './note.ts'

const ofTitle = prepared((db: Kysely<NoteTables>, id: string, title: string) =>
  db
    .selectFrom('test_note')
    .select(['id', 'title', 'at', 'done'])
    .where('title', '=', title)
    .where('done', '=', true)
    .where('id', '!=', id),
)

eachDatabase(t, 'a prepared query takes its values where they belong and reads what entities have', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: noteSets })
  const note = (title: string, done = true) => ({ id: newId(), title, at: new Date(1000), done })
  const [one, two, other, unfinished] = [note('same'), note('same'), note('other'), note('same', false)]
  await unitOfWork(database, async (em) => {
    await rowsOf<NoteTables>(em)
      .insertInto('test_note')
      .values([one, two, other, unfinished] as never)
      .execute()
    t.match(await ofTitle(em, one.id, 'same'), [{ id: two.id }], 'sees what its own unit of work has written')
  })
  t.same(await ofTitle(database.em(), one.id, 'same'), [two])
  t.same(await ofTitle(database.em(), two.id, 'same'), [one])
  t.same(await ofTitle(database.em(), one.id, 'other'), [other])
  t.same(await ofTitle(database.em(), one.id, "'; drop table test_note; --"), [])
})

eachDatabase(t, 'what a unit of work left running is refused', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: noteSets })
  const { em } = await unitOfWork(database, async (em) => ({ em }))
  await t.rejects(ofTitle(em, newId(), 'same'), { code: 'storage.outside-unit-of-work' })
})
