import { randomUUID } from 'node:crypto'
import { open as openFile } from 'node:fs/promises'
import t from 'tap'
import type { Test } from 'tap'
import type { Database } from '../../src/storage/database.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { noteErasures, revivedSubjects } from '../../src/vault/deletion-list.ts'
import { begin, change, erase, history, listIn, minute, openVault, read } from './erased.ts'

/** A database that counts the rows it hands out. */
function counting(database: Database) {
  const count = { rows: 0 }
  const counted: Database = {
    ...database,
    em() {
      const em = database.em()
      const db = em.getKysely().withPlugin({
        transformQuery: ({ node }) => node,
        async transformResult({ result }) {
          count.rows += result.rows.length
          return result
        },
      })
      return Object.assign(em, { getKysely: () => db })
    },
  }
  return { counted, count }
}

/** Counts the bytes that are read from files from now on. */
async function countBytes(t: Test, file: string): Promise<() => number> {
  const handle = await openFile(file, 'a')
  const shape = Object.getPrototypeOf(handle) as { read(...parts: unknown[]): Promise<{ bytesRead: number }> }
  await handle.close()
  const { read } = shape
  let bytes = 0
  t.intercept(shape, 'read', {
    value: async function counted(this: unknown, ...parts: unknown[]) {
      const answer = await read.apply(this, parts)
      bytes += answer.bytesRead
      return answer
    },
  })
  return () => bytes
}

eachDatabase(t, 'a start and a sweep read as much after a year as after a week', async (t, open) => {
  const costs: unknown[] = []
  for (const length of [3_000, 12_000]) {
    await t.test(`${length} erasures`, async (t) => {
      const { database, time } = await openVault(open)
      await change(database, (db) => db.deleteFrom('core_destroyed_key').execute())
      const file = listIn(t)
      await erase(database, history(length))
      time.now = begin + length * minute
      await noteErasures(database, file)
      t.equal(read(file).length, length + 1, 'each of them once')
      const bytes = await countBytes(t, file)
      const { counted, count } = counting(database)

      t.same(await revivedSubjects(counted, file), [])
      await noteErasures(counted, file)
      const start = { rows: count.rows, bytes: bytes() }
      await erase(database, [{ subject: randomUUID(), at: time.now }])
      t.equal(await noteErasures(counted, file), 1)
      costs.push({ start, sweep: { rows: count.rows - start.rows, bytes: bytes() - start.bytes } })
      t.ok(start.rows > 0 && start.rows < 100, `${start.rows} rows`)
      t.equal(read(file).length, length + 2)
    })
  }
  t.same(costs[1], costs[0])
})
