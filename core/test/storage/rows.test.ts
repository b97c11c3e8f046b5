import t from 'tap'
import { newId } from '../../src/base/id.ts'
import type { Database } from '../../src/storage/database.ts'
import { page } from '../../src/storage/page.ts'
import type { PageOptions } from '../../src/storage/page.ts'
import { cappedCount } from '../../src/storage/capped-count.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import type { RowOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { Note, noteEntities, noteSets } from './note.ts'
import type { NoteTables } from './note.ts'

type Options = PageOptions<RowOf<typeof Note>>

const options = { entities: noteEntities, migrations: noteSets }

/** Notes whose dates come in groups of equals, so that only the id tells them apart. */
async function fill(database: Database, size: number, group = 4): Promise<void> {
  const notes = Array.from({ length: size }, (_, index) => ({
    id: newId(),
    title: `n${String(index % 10)}`,
    at: new Date(Math.floor(index / group) * 1000),
    done: index % 2 === 0,
  }))
  await unitOfWork(database, (em) =>
    rowsOf<NoteTables>(em)
      .insertInto('test_note')
      .values(notes as never)
      .execute(),
  )
}

async function allPages(database: Database, options: Options): Promise<RowOf<typeof Note>[][]> {
  const pages: RowOf<typeof Note>[][] = []
  let after: string | undefined
  do {
    const { items, next } = await page(database.em(), Note, { ...options, after })
    pages.push(items)
    after = next ?? undefined
  } while (after !== undefined)
  return pages
}

eachDatabase(t, 'all pages together are all rows, once each and in order', async (t, open) => {
  const database = await open(options)
  await fill(database, 58)
  for (const order of ['at', 'title', 'done', 'id'] as const) {
    for (const descending of [false, true]) {
      const pages = await allPages(database, { order, descending, limit: 25 })
      t.same(
        pages.map((items) => items.length),
        [25, 25, 8],
      )
      const items = pages.flat()
      t.equal(new Set(items.map((item) => item.id)).size, 58)
      const keys = items.map(
        (item) => [typeof item[order] === 'string' ? item[order] : Number(item[order]), item.id] as const,
      )
      const sorted = [...keys].sort(([a, id], [b, other]) => (a < b ? -1 : a > b ? 1 : id < other ? -1 : 1))
      t.same(keys, descending ? sorted.toReversed() : sorted, `by ${order}`)
    }
  }
})

eachDatabase(t, 'a row added meanwhile moves no other row between pages', async (t, open) => {
  const database = await open(options)
  await fill(database, 6)
  const first = await page(database.em(), Note, { order: 'at', limit: 3 })
  await fill(database, 1)
  const second = await page(database.em(), Note, { order: 'at', limit: 25, after: first.next! })
  const ids = [...first.items, ...second.items].map((item) => item.id)
  t.equal(new Set(ids).size, ids.length)
})

eachDatabase(
  t,
  'a page has at most 100 rows, 25 unless told, and exactly full pages have no empty successor',
  async (t, open) => {
    const database = await open(options)
    await fill(database, 100)
    t.match(await page(database.em(), Note, { order: 'at', limit: 5000 }), { items: { length: 100 }, next: null })
    t.equal((await page(database.em(), Note, { order: 'at' })).items.length, 25)
    t.equal((await page(database.em(), Note, { order: 'at', limit: 0 })).items.length, 1)
  },
)

eachDatabase(t, 'a page and a count can be narrowed', async (t, open) => {
  const database = await open(options)
  await fill(database, 30)
  const open_ = await page(database.em(), Note, {
    order: 'at',
    limit: 100,
    where: (query) => query.where('done', '=', false).where('at', '>=', new Date(2000)),
  })
  t.equal(open_.items.length, 11)
  t.ok(open_.items.every((item) => item.done === false && item.at instanceof Date))
  t.same(await cappedCount(database.em(), Note, (query) => query.where('done', '=', false)), {
    count: 15,
    capped: false,
  })
})

eachDatabase(t, 'a page can be limited to some columns', async (t, open) => {
  const database = await open(options)
  await fill(database, 3)
  const { items } = await page(database.em(), Note, { order: 'at', columns: ['done'], limit: 2 })
  t.same(Object.keys(items[0]!).sort(), ['at', 'done', 'id'])
  t.equal(items[0]!.done, true)
})

eachDatabase(t, 'a count stops at its cap', async (t, open) => {
  const database = await open(options)
  await fill(database, 30)
  t.same(await cappedCount(database.em(), Note), { count: 30, capped: false })
  t.same(await cappedCount(database.em(), Note, undefined, 30), { count: 30, capped: false })
  t.same(await cappedCount(database.em(), Note, undefined, 29), { count: 29, capped: true })
})

eachDatabase(t, 'a page position that was not given out is refused', async (t, open) => {
  const database = await open(options)
  const cursor = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url')
  const bad = [
    '',
    'x',
    '%%%',
    cursor(null),
    cursor([1, 'id']),
    cursor(['never', 'id']),
    cursor([new Date(), 7]),
    cursor([]),
  ]
  const badId = cursor([new Date(), 'not a uuid'])
  for (const after of [...bad, badId]) {
    await t.rejects(page(database.em(), Note, { order: 'at', after }), { code: 'storage.bad-cursor', status: 400 })
  }
})

eachDatabase(t, 'a list can be sorted only by what is never null', async (t, open) => {
  const database = await open(options)
  for (const order of ['body', 'missing']) {
    await t.rejects(page(database.em(), Note, { order: order as 'at' }), { code: 'storage.bad-order' })
  }
})
