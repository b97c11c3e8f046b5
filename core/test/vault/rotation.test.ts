// A rotation of the master key beside portals that run.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import t from 'tap'
import type { Test } from 'tap'
import type { Database } from '../../src/storage/database.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase, openTestDatabase, testDatabaseUrl } from '../../src/testing/databases.ts'
import type { OpenTestDatabase } from '../../src/testing/databases.ts'
import { holdDataKeys } from '../../src/vault/hold-data-keys.ts'
import {
  fixedMasterKeys,
  newMasterKey,
  openMasterKeys,
  readKeys,
  writeMasterKeys,
} from '../../src/vault/master-keys.ts'
import type { MasterKeys } from '../../src/vault/master-keys.ts'
import { finishRotation, startRotation } from '../../src/vault/rotation.ts'
import { openVault, rewrapKeys } from '../../src/vault/vault.ts'
import { openDiary, read, write } from './diary.ts'

const line = (page: number, text: string) => ({ id: randomUUID(), authorId: randomUUID(), page, text, people: null })

function fileOf(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-rotation-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'master.key')
}

/** The database as one more process has it that reads the master keys from this file. */
async function processWith(open: OpenTestDatabase, file: string): Promise<Database> {
  const database = await openDiary(open)
  openVault(database, await openMasterKeys(file, async () => true))
  return database
}

const idsIn = async (file: string) => ((await readKeys(file)) ?? []).map(({ id }) => id)

eachDatabase(t, 'what a running portal seals beside a rotation opens once the old key is gone', async (t, open) => {
  const file = fileOf(t)
  const portal = await processWith(open, file)
  await unitOfWork(portal, (em) => write(em, line(1, 'before')))
  const [old] = await idsIn(file)

  const operator = await processWith(open, file)
  const { masterKeyId, wrapped } = await startRotation(operator, file)
  t.equal(wrapped, 1)
  t.same(await idsIn(file), [masterKeyId, old])
  await unitOfWork(portal, (em) => write(em, line(2, 'beside')))
  t.same(await finishRotation(operator, file), { removed: 1, wrapped: 0 }, 'the portal has used the new key already')
  t.same(await idsIn(file), [masterKeyId])
  await unitOfWork(portal, (em) => write(em, line(3, 'after')))
  const values = [{ text: 'before' }, { text: 'beside' }, { text: 'after' }]
  t.match(await read(portal.em()), values)
  await portal.close()

  t.match(await read((await processWith(open, file)).em()), values)
  t.same(await finishRotation(operator, file), { removed: 0, wrapped: 0 }, 'there is nothing left to finish')
})

eachDatabase(t, 'a rotation may begin before the last one is finished', async (t, open) => {
  const file = fileOf(t)
  const operator = await processWith(open, file)
  await unitOfWork(operator, (em) => write(em, line(1, 'kept')))
  const [first] = await idsIn(file)
  const second = await startRotation(operator, file)
  const third = await startRotation(operator, file)
  t.same(await idsIn(file), [third.masterKeyId, second.masterKeyId, first])
  t.match(await finishRotation(operator, file), { removed: 2 })
  t.match(await read((await processWith(open, file)).em()), [{ text: 'kept' }])
})

eachDatabase(t, 'of two rotations at once neither loses the key of the other', async (t, open) => {
  const file = fileOf(t)
  const [one, other] = [await processWith(open, file), await processWith(open, file)]
  await unitOfWork(one, (em) => write(em, line(1, 'kept')))
  const started = await Promise.all([startRotation(one, file), startRotation(other, file)])
  const ids = await idsIn(file)
  t.equal(ids.length, 3)
  for (const { masterKeyId } of started) t.ok(ids.includes(masterKeyId))
  await Promise.all([finishRotation(one, file), finishRotation(other, file)])
  t.same(await idsIn(file), ids.slice(0, 1))
  t.match(await read((await processWith(open, file)).em()), [{ text: 'kept' }])
})

eachDatabase(t, 'a rotation that broke off is finished by wrapping what it has left', async (t, open) => {
  const file = fileOf(t)
  const operator = await processWith(open, file)
  await unitOfWork(operator, (em) => write(em, line(1, 'kept')))
  const fresh = newMasterKey()
  await writeMasterKeys(file, [fresh, ...(await readKeys(file))!])
  t.same(await finishRotation(operator, file), { removed: 1, wrapped: 1 })
  t.same(await idsIn(file), [fresh.id])
  t.match(await read((await processWith(open, file)).em()), [{ text: 'kept' }])
})

eachDatabase(t, 'no key is removed while a data key cannot be wrapped anew', async (t, open) => {
  const file = fileOf(t)
  await unitOfWork(await processWith(open, fileOf(t)), (em) => write(em, line(1, 'of a file that is lost')))
  const operator = await processWith(open, file)
  await writeMasterKeys(file, [newMasterKey(), ...(await readKeys(file))!])
  const before = await idsIn(file)
  await t.rejects(finishRotation(operator, file), { code: 'vault.master-key-unknown' })
  t.same(await idsIn(file), before)
})

eachDatabase(t, 'the old key outlives a transaction that has used it', async (t, open, { engine }) => {
  const file = fileOf(t)
  const portal = await processWith(open, file)
  const operator = await processWith(open, file)
  const old = (await readKeys(file))!
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: written, resolve: wrote } = Promise.withResolvers<void>()
  const writing = unitOfWork(portal, async (em) => {
    await write(em, line(1, 'not committed yet'))
    wrote()
    await released
  })
  await written
  await writeMasterKeys(file, [newMasterKey(), ...old])
  const finishing = finishRotation(operator, file)
  // On SQLite it cannot even begin before the other has ended.
  if (engine === 'postgres') await lockIsAwaited(portal)
  release()
  await writing
  t.same(await finishing, { removed: 1, wrapped: 1 })
  t.match(await read((await processWith(open, file)).em()), [{ text: 'not committed yet' }])
})

/** Resolves once somebody waits for the table of the data keys. */
async function lockIsAwaited(database: Database): Promise<void> {
  const waiting = sql`select 1 from pg_locks where relation = 'core_data_key'::regclass and not granted`
  while ((await waiting.execute(database.em().getKysely())).rows.length === 0) await nextTurn()
}

eachDatabase(t, 'a key is wrapped again when the file was replaced before it was inserted', async (t, open) => {
  const file = fileOf(t)
  const portal = await processWith(open, file)
  const followed = await openMasterKeys(file, async () => false)
  const replacedAfterwards: MasterKeys = {
    ...followed,
    async active() {
      const active = await followed.active()
      if ((await idsIn(file)).length === 1) await writeMasterKeys(file, [newMasterKey(), active])
      return active
    },
  }
  openVault(portal, replacedAfterwards)
  await unitOfWork(portal, (em) => write(em, line(1, 'just in time')))
  await writeMasterKeys(file, (await readKeys(file))!.slice(0, 1))
  t.match(await read((await processWith(open, file)).em()), [{ text: 'just in time' }])
})

t.test('on PostgreSQL a rotation waits only so long for a transaction that has written data keys', async (t) => {
  const url = await testDatabaseUrl(t, 'postgres')
  const open: OpenTestDatabase = (options) => openTestDatabase(t, url, options)
  const file = fileOf(t)
  const portal = await processWith(open, file)
  const operator = await processWith(open, file)
  await unitOfWork(portal, async (em) => {
    await write(em, line(1, 'takes its time'))
    const holding = unitOfWork(operator, (other) => holdDataKeys(other, 20))
    await t.rejects(holding, { code: 'vault.keys-in-use' })
  })
})

t.test('on PostgreSQL a slow rotation undoes nothing that a newer one has wrapped meanwhile', async (t) => {
  const url = await testDatabaseUrl(t, 'postgres')
  const open: OpenTestDatabase = (options) => openTestDatabase(t, url, options)
  const file = fileOf(t)
  const operator = await processWith(open, file)
  await unitOfWork(operator, (em) => write(em, line(1, 'kept')))
  const [old] = (await readKeys(file))!
  const outdated = newMasterKey()
  const slow = await openDiary(open)
  openVault(slow, {
    ...fixedMasterKeys([outdated]),
    async find() {
      await startRotation(operator, file)
      await finishRotation(operator, file)
      return old!
    },
  })
  await unitOfWork(slow, (em) => rewrapKeys(em, 100))
  t.match(await read((await processWith(open, file)).em()), [{ text: 'kept' }])
})
