import t from 'tap'
import { compareSchema } from '../../src/storage/compare-schema.ts'
import type { Database } from '../../src/storage/database.ts'
import { planMigrations, runMigrations } from '../../src/storage/migration.ts'
import type { Migration } from '../../src/storage/migration.ts'
import { entities, migrations } from '../../src/storage/tables.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { noteEntities, noteMigrations, noteSets } from './note.ts'

const creating = (name: string, table: string): Migration => ({
  name,
  up: (db) => db.schema.createTable(table).addColumn('id', 'integer').execute(),
})
const failing: Migration = {
  name: '0002-fails',
  async up(db) {
    await db.schema.createTable('a_half').addColumn('id', 'integer').execute()
    throw new Error('broken')
  },
}

async function tablesOf(database: Database): Promise<string[]> {
  const tables = await database.em().getKysely().introspection.getTables()
  return tables.map((table) => table.name).sort()
}

eachDatabase(t, 'a plan names what would run and changes nothing', async (t, open) => {
  const database = await open({ entities: [] })
  const plan = await planMigrations(database, noteSets)
  t.same(plan, { pending: ['core:0001-jobs', 'note:0001-notes'], orphaned: [] })
  t.same(await tablesOf(database), [])
})

eachDatabase(t, 'what has run does not run again', async (t, open) => {
  const database = await open({ entities: [] })
  t.same(await runMigrations(database, noteSets), ['core:0001-jobs', 'note:0001-notes'])
  t.same(await planMigrations(database, noteSets), { pending: [], orphaned: [] })
  t.same(await runMigrations(database, noteSets), [])
})

eachDatabase(t, 'two processes that migrate at once run everything once', async (t, open) => {
  const databases = [await open({ entities: [] }), await open({ entities: [] })]
  const done = await Promise.all(databases.map((database) => runMigrations(database, noteSets)))
  t.same(done.flat().sort(), ['core:0001-jobs', 'note:0001-notes'])
})

eachDatabase(
  t,
  'sets run in the order given, whatever their names: the kernel comes before a plugin',
  async (t, open) => {
    const database = await open({ entities: [] })
    const sets = ['core', 'a'].map((plugin) => ({ plugin, migrations: [creating('0001', `${plugin}_one`)] }))
    t.same(await runMigrations(database, sets), ['core:0001', 'a:0001'])
  },
)

eachDatabase(t, 'a plugin that is installed later migrates later, whatever its name', async (t, open) => {
  const database = await open({ entities: [] })
  await runMigrations(database, [{ plugin: 'z', migrations: [creating('0001', 'z_one')] }])
  const both = [
    { plugin: 'a', migrations: [creating('0001', 'a_one')] },
    { plugin: 'z', migrations: [creating('0001', 'z_one'), creating('0002', 'z_two')] },
  ]
  t.same(await runMigrations(database, both), ['a:0001', 'z:0002'])
})

eachDatabase(t, 'a failing migration stops the run, keeps nothing of it and is named', async (t, open) => {
  const database = await open({ entities: [] })
  const sets = [
    { plugin: 'a', migrations: [creating('0001', 'a_one'), failing] },
    { plugin: 'b', migrations: [creating('0001', 'b_one')] },
  ]
  await t.rejects(runMigrations(database, sets), {
    code: 'storage.migration-failed',
    params: { plugin: 'a', migration: '0002-fails', reason: 'broken' },
  })
  const left = await tablesOf(database)
  t.same(
    left.filter((name) => !name.startsWith('core_migration')),
    [],
  )
  t.equal((await planMigrations(database, sets)).pending.length, 3)
})

eachDatabase(
  t,
  'a migration that the database refuses is named with the cause that the database gave',
  async (t, open) => {
    const database = await open({ entities: [] })
    const again: Migration = { name: '0002-again', up: creating('0001', 'a_one').up }
    const error = await runMigrations(database, [
      { plugin: 'a', migrations: [creating('0001', 'a_one'), again] },
    ]).catch((thrown: unknown) => thrown)
    t.match(error, {
      code: 'storage.migration-failed',
      params: { plugin: 'a', migration: '0002-again', reason: /a_one.* already exists/ },
      cause: { message: /already exists/ },
    })
  },
)

eachDatabase(t, 'a database that is newer than an installed plugin is refused', async (t, open) => {
  const database = await open({ entities: [] })
  await runMigrations(database, noteSets)
  const older = [
    { plugin: 'core', migrations },
    { plugin: 'note', migrations: [] },
  ]
  const refusal = { code: 'storage.migration-drift', params: { plugin: 'note', migration: '0001-notes' } }
  await t.rejects(planMigrations(database, older), refusal)
  await t.rejects(runMigrations(database, older), refusal)
})

eachDatabase(t, 'migrations of a plugin that is no longer installed are reported and left alone', async (t, open) => {
  const database = await open({ entities: [] })
  await runMigrations(database, noteSets)
  const sets = [
    { plugin: 'core', migrations },
    { plugin: 'other', migrations: [creating('0001', 'other_one')] },
  ]
  t.same(await planMigrations(database, sets), { pending: ['other:0001'], orphaned: ['note:0001-notes'] })
  t.same(await runMigrations(database, sets), ['other:0001'])
  t.ok((await tablesOf(database)).includes('test_note'))
})

t.test('a list of migrations that is not in order, or names one twice, is refused', async (t) => {
  const { openDatabase } = await import('../../src/storage/database.ts')
  const database = await openDatabase({ url: 'sqlite::memory:', entities: [] })
  t.teardown(() => database.close())
  for (const names of [
    ['2', '1'],
    ['1', '1'],
  ]) {
    const sets = [{ plugin: 'a', migrations: names.map((name) => creating(name, `a_${name}`)) }]
    await t.rejects(planMigrations(database, sets), { code: 'storage.bad-migration-set' })
  }
})

eachDatabase(t, 'the migrated schema is what the entities describe', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: noteSets })
  t.same(await compareSchema(database), [])
})

eachDatabase(t, 'a migration that differs from the entities shows', async (t, open) => {
  const database = await open({ entities: noteEntities, migrations: [{ plugin: 'core', migrations }] })
  t.match(await compareSchema(database), [/create table .test_note/])
  await runMigrations(database, [
    { plugin: 'core', migrations },
    { plugin: 'note', migrations: noteMigrations },
  ])
  await database.em().getKysely().schema.alterTable('test_note').addColumn('extra', 'integer').execute()
  t.match((await compareSchema(database)).join(';'), /drop column .extra/)
})

eachDatabase(t, 'the storage tables agree without any plugin', async (t, open) => {
  const database = await open({ entities, migrations: [{ plugin: 'core', migrations }] })
  t.same(await compareSchema(database), [])
})
