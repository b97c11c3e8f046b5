import { sql } from 'kysely'
import t from 'tap'
import { newId } from '../../src/base/id.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { statement } from '../../src/storage/statement.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { noteEntities, noteSets } from './note.ts'
import type { NoteTables } from './note.ts'

const options = { entities: noteEntities, migrations: noteSets }

eachDatabase(t, 'a statement answers what the same query answers, whatever values it is given', async (t, open) => {
  const database = await open(options)
  const at = (second: number) => new Date(second * 1000)
  let built = 0
  const add = statement<NoteTables>()((rows, note: { id: string; title: string; at: Date; readAt: Date | null }) => {
    built += 1
    return rows.insertInto('test_note').values({ ...note, done: true } as never)
  })
  await unitOfWork(database, async (em) => {
    for (const second of [1, 2, 3, 4]) {
      const note = { id: newId(), title: `n${second % 2}`, at: at(second), readAt: second > 2 ? at(second + 10) : null }
      const { numAffectedRows } = await add(em, note)
      t.equal(numAffectedRows, 1n)
    }
  })
  t.equal(built, 2, 'built once for its places and once for its first values')

  const between = statement<NoteTables>()((rows, { titles, from }: { titles: readonly string[]; from: Date }) =>
    rows
      .selectFrom('test_note')
      .select(['title', 'at', 'readAt', 'done'])
      .where('title', 'in', titles)
      .where('at', '>=', from)
      .orderBy('at'),
  )
  for (const titles of [['n0'], ['n1'], ['n0', 'n1'], ['n1', 'none']]) {
    for (const second of [0, 2, 4]) {
      const { rows } = await between(database.em(), { titles, from: at(second) })
      const expected = await rowsOf<NoteTables>(database.em())
        .selectFrom('test_note')
        .select(['title', 'at', 'readAt', 'done'])
        .where('title', 'in', titles)
        .where('at', '>=', at(second))
        .orderBy('at')
        .execute()
      t.same(rows, expected)
    }
  }
})

eachDatabase(t, 'a statement of a unit that failed is undone with it', async (t, open) => {
  const database = await open(options)
  const remove = statement<NoteTables>()((rows, { id }: { id: string }) =>
    rows.deleteFrom('test_note').where('id', '=', id),
  )
  const id = newId()
  await unitOfWork(database, (em) =>
    rowsOf<NoteTables>(em)
      .insertInto('test_note')
      .values({ id, title: 'stays', at: new Date(0), done: false } as never)
      .execute(),
  )
  await t.rejects(
    unitOfWork(database, async (em) => {
      await remove(em, { id })
      throw new Error('no')
    }),
  )
  const left = await rowsOf<NoteTables>(database.em()).selectFrom('test_note').select('id').execute()
  t.same(left, [{ id }])
})

eachDatabase(t, 'a statement goes on when a migration has changed what it returns', async (t, open) => {
  const database = await open(options)
  const titles = statement<NoteTables>()((rows, { id }: { id: string }) =>
    rows.selectFrom('test_note').select('title').where('id', '!=', id),
  )
  const ask = { id: newId() }
  const note = () => ({ id: newId(), title: '1', at: new Date(0), done: false }) as never
  const change = (type: string) =>
    unitOfWork(database, async (em) => {
      const table = rowsOf<NoteTables>(em).schema.alterTable('test_note')
      if (database.engine === 'postgres')
        await table.alterColumn('title', (to) => to.setDataType(sql.raw(type))).execute()
      else await table.renameColumn('title', 'title').execute()
    })
  await unitOfWork(database, (em) => rowsOf<NoteTables>(em).insertInto('test_note').values(note()).execute())
  for (const type of ['varchar(50)', 'varchar(60)', 'text']) {
    for (let round = 0; round < 3; round += 1) {
      t.match((await titles(database.em(), ask)).rows, [{ title: '1' }])
      t.match(await unitOfWork(database, async (em) => (await titles(em, ask)).rows), [{ title: '1' }])
    }
    await change(type)
  }
  t.match(await unitOfWork(database, async (em) => (await titles(em, ask)).rows), [{ title: '1' }])
  t.match((await titles(database.em(), ask)).rows, [{ title: '1' }])
})
