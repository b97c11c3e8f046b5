import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import type { Database } from '../../src/storage/database.ts'
import { eachDatabase, openTestDatabase, testDatabaseUrl } from '../../src/testing/databases.ts'
import { revivedSubjects } from '../../src/vault/deletion-list.ts'
import { ErasureNoter } from '../../src/vault/erasure-noter.ts'
import { begin, change, erase, keyRow, lineOf, listIn, minute, openVault, query, read } from './erased.ts'

t.setTimeout(240_000)

async function missing(database: Database, file: string): Promise<string[]> {
  const rows = await query(database).selectFrom('core_destroyed_key').select(['subject_id', 'destroyed_at']).execute()
  const listed = new Set(read(file))
  return rows
    .map((row) => lineOf({ subject: row.subject_id, at: new Date(row.destroyed_at).getTime() }))
    .filter((line) => !listed.has(line))
}

const action = fc.oneof(
  fc.record({
    kind: fc.constant('erase'),
    count: fc.integer({ min: 1, max: 700 }),
    late: fc.integer({ max: 14, min: 0 }),
  }),
  fc.record({ kind: fc.constantFrom('note', 'start', 'remove', 'move'), process: fc.integer({ min: 0, max: 1 }) }),
  fc.record({ kind: fc.constantFrom('cut', 'behead'), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('wait'), minutes: fc.integer({ min: 0, max: 600 }) }),
)

eachDatabase(
  t,
  'whatever happens to the list, and whoever writes into it: once noted, it names every erasure',
  async (t, open) => {
    const { database, time } = await openVault(open)
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 25 }), async (actions) => {
        await change(database, (db) => db.deleteFrom('core_destroyed_key').execute())
        const file = listIn(t)
        time.now = begin
        const processes = [new ErasureNoter(database, file), new ErasureNoter(database, file)]
        for (const one of actions) {
          if ('count' in one) {
            const rows = Array.from({ length: one.count }, (_, index) => ({
              subject: randomUUID(),
              at: time.now - one.late * minute + (index % 3),
            }))
            await erase(database, rows)
          } else if ('minutes' in one) {
            time.now += one.minutes * minute
          } else if ('share' in one) {
            const text = read(file).join('\n')
            const place = Math.floor(text.length * one.share)
            if (text === '') continue
            if (one.kind === 'cut') truncateSync(file, place)
            else writeFileSync(file, text.slice(place))
          } else if (one.kind === 'note') await processes[one.process]!.note()
          else if (one.kind === 'start') processes[one.process] = new ErasureNoter(database, file)
          else if (one.kind === 'remove') rmSync(file, { force: true })
          else if (read(file).length > 0) renameSync(file, `${file}.moved`)
        }
        await processes[0]!.note()
        t.same(await missing(database, file), [])
        await new ErasureNoter(database, file).note()
        await Promise.all(processes.map((noter) => noter.note()))
        t.same(await missing(database, file), [])
      }),
      { numRuns: 25 },
    )
  },
)

eachDatabase(t, 'whoever an older database brings back is found, as if every line were compared', async (t, open) => {
  const { database, time } = await openVault(open)
  const people = Array.from({ length: 6 }, () => randomUUID())
  const copy = async () => ({
    keys: await query(database).selectFrom('core_data_key').selectAll().execute(),
    destroyed: await query(database).selectFrom('core_destroyed_key').selectAll().execute(),
  })
  const restore = ({ keys, destroyed }: Awaited<ReturnType<typeof copy>>) =>
    change(database, async (db) => {
      await db.deleteFrom('core_data_key').execute()
      await db.deleteFrom('core_destroyed_key').execute()
      const dated = <T>(value: T) => new Date(value as string | number | Date)
      if (keys.length > 0)
        await db
          .insertInto('core_data_key')
          .values(keys.map((row) => ({ ...row, created_at: dated(row.created_at) })))
          .execute()
      if (destroyed.length > 0)
        await db
          .insertInto('core_destroyed_key')
          .values(destroyed.map((row) => ({ ...row, destroyed_at: dated(row.destroyed_at) })))
          .execute()
    })
  const destroy = (subjects: readonly string[]) =>
    change(database, async (db) => {
      for (const subject of subjects) {
        const gone = await db.deleteFrom('core_data_key').where('subject_id', '=', subject).returning('id').execute()
        const row = { subject_id: subject, destroyed_at: new Date(time.now) }
        if (gone.length > 0)
          await db
            .insertInto('core_destroyed_key')
            .values({ id: randomUUID(), ...row })
            .execute()
      }
    })
  const compared = async (file: string) => {
    const keys = await query(database).selectFrom('core_data_key').select(['subject_id', 'created_at']).execute()
    const named = read(file).flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as Record<string, string>] : []))
    return keys
      .filter((key) =>
        named.some((line) => line.subject === key.subject_id && new Date(key.created_at) <= new Date(line.at!)),
      )
      .map((key) => key.subject_id)
  }
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constantFrom('come', 'go'), person: fc.integer({ min: 0, max: 5 }) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('note') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('copy', 'restore', 'start', 'break off') }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      await restore({ keys: [], destroyed: [] })
      const file = listIn(t)
      let kept = await copy()
      let portal = new ErasureNoter(database, file)
      const start = async () => {
        portal = new ErasureNoter(database, file)
        const expected = await compared(file)
        const revived = await revivedSubjects(database, file)
        t.same(revived.sort(), expected.sort())
        return revived
      }
      for (const one of steps) {
        time.now += 7 * minute
        const person = people['person' in one ? one.person : 0]!
        if (one.kind === 'come')
          await change(database, (db) =>
            db
              .insertInto('core_data_key')
              .values(keyRow(person, time.now))
              .onConflict((is) => is.doNothing())
              .execute(),
          )
        else if (one.kind === 'go') await destroy([person])
        else if (one.kind === 'note') await portal.note()
        else if (one.kind === 'copy') kept = await copy()
        else {
          // A portal is stopped in good order, or what was erased last is not in the list: then nothing can know it.
          if (one.kind === 'restore') await restore(kept)
          const revived = await start()
          // One that is broken off has repeated some erasures and noted nothing.
          if (one.kind === 'break off') await destroy(revived.slice(0, 1))
          await destroy(await start())
          await portal.note()
          t.same(await compared(file), [])
        }
      }
      await restore(kept)
      await start()
    }),
    { numRuns: 25 },
  )
})

eachDatabase(
  t,
  'an older database put beneath a running portal: nothing is noted until it has started again',
  async (t, open) => {
    const { database, time } = await openVault(open)
    const [anna, bert] = [randomUUID(), randomUUID()]
    const file = listIn(t)
    const running = new ErasureNoter(database, file)
    await erase(database, [{ subject: anna, at: begin }])
    await running.note()
    await change(database, async (db) => {
      await db.deleteFrom('core_destroyed_key').execute()
      await db
        .insertInto('core_data_key')
        .values(keyRow(anna, begin - minute))
        .execute()
    })
    time.now += 60 * minute
    await erase(database, [{ subject: bert, at: time.now }])
    t.equal(await running.note(), 0)
    t.same(await revivedSubjects(database, file), [anna])
  },
)

t.test('what was destroyed after a clock was put right is noted', async (t) => {
  const url = await testDatabaseUrl(t, 'sqlite')
  const { database, time } = await openVault((options) => openTestDatabase(t, url, options))
  const file = listIn(t)
  const noter = new ErasureNoter(database, file)
  time.now = begin + 24 * 60 * minute
  await erase(database, [{ subject: randomUUID(), at: time.now }])
  await noter.note()
  time.now = begin + minute
  await erase(database, [{ subject: randomUUID(), at: time.now }])
  await noter.note()
  t.same(await missing(database, file), [])
  time.now += minute
  await erase(database, [{ subject: randomUUID(), at: time.now }])
  await new ErasureNoter(database, file).note()
  t.same(await missing(database, file), [])
  t.equal(read(file).length, 4, 'each of them once')
})
