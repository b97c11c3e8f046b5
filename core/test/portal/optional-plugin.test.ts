import { defineEntity, p } from '@mikro-orm/core'
import { pino } from 'pino'
import t from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { event } from '../../src/base/reference.ts'
import { Type } from '../../src/base/schema.ts'
import { on, optional } from '../../src/plugin/define-plugin.ts'
import { column } from '../../src/storage/column.ts'
import type { Migration } from '../../src/storage/migration.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { page } from '../../src/web/page.ts'
import { fixturePlugin } from './fixture-plugin.ts'
import { databaseIn, temporaryFolder } from './stored-portal.ts'

t.setTimeout(120_000)

const Note = defineEntity({ name: 'RestNote', tableName: 'rest_note', properties: { id: p.uuid().primary() } })
const notes: Migration = {
  name: '0001-notes',
  up: (db) =>
    db.schema
      .createTable('rest_note')
      .addColumn('id', column(db).uuid, (it) => it.primaryKey().notNull())
      .execute(),
}
const rang = event('bell.rang@1', Type.Object({}))
const shown = page({ path: '/gezeigt', area: 'citizen', allow: anyone, title: 'Gezeigt' })
const ring = action({
  route: 'POST /rings',
  summary: 'Ring the bell',
  allow: anyone,
  reply: Type.Object({}),
  async run({ emit, record }) {
    emit(rang, {})
    await record({ object: 'bell:1' })
    return {}
  },
})
const storedIn = (dataFolder: string) => ({ dataFolder, database: databaseIn(dataFolder) })
const roles = { administration: ['core.administer'], reader: ['fragile.read'] }
const manifest = { id: 'fragile', tables: 'rest_', permissions: { 'fragile.read': 'Read' } }

t.test('the portal starts without an optional plugin that fails, and says so to administrators', async (t) => {
  const lines: string[] = []
  let heard = 0
  const state = { broken: true }
  const fragile = fixturePlugin(
    t,
    {
      entities: [Note],
      migrations: [notes],
      pages: [shown],
      subscribes: [on(rang, async () => void (heard += 1))],
      start() {
        if (state.broken) throw new Error('no calendar')
      },
    },
    manifest,
  )
  const bell = fixturePlugin(t, { actions: { ring } }, { id: 'bell' })
  const stored = storedIn(temporaryFolder(t))
  const open = () =>
    createTestPortal({
      ...stored,
      plugins: [bell(), optional(fragile())],
      deployment: { roles },
      log: pino({ level: 'error' }, { write: (line: string) => void lines.push(line) }),
    })

  const portal = await open()
  t.match(lines.join(''), /an optional plugin failed; starting without it/)
  t.equal((await portal.browser().open('/gezeigt')).status, 404)
  t.equal((await portal.browser().call('POST', '/api/bell/rings', {})).status, 200)
  await portal.settle()
  const administrator = await portal.as({ realm: 'staff', role: 'administration' })
  t.match((await administrator.open('/staff/betrieb')).text, /Plugin „fragile“ ließ sich nicht starten.*no calendar/s)
  await portal.close()

  state.broken = false
  const mended = await open()
  t.teardown(() => mended.close())
  t.equal((await mended.browser().open('/gezeigt')).status, 200)
  await mended.settle()
  t.equal(heard, 1, 'what happened meanwhile has waited')
})

t.test('who needs a plugin that failed rests as well, and refuses the start where it is not optional', async (t) => {
  const failing = fixturePlugin(
    t,
    {
      start() {
        throw new Error('no calendar')
      },
    },
    { id: 'fragile' },
  )
  const needing = fixturePlugin(t, { pages: [shown] }, { id: 'needing', requires: { fragile: '^1.0.0' } })
  const portal = await createTestPortal({ plugins: [optional(failing()), optional(needing())] })
  t.equal((await portal.browser().open('/gezeigt')).status, 404)
  await portal.close()
  await t.rejects(createTestPortal({ plugins: [optional(failing()), needing()] }), {
    code: 'plugin.start-failed',
    message: /fragile.*no calendar/,
  })
})

t.test('tables of a plugin that is gone are named with their rows, and stay', async (t) => {
  const lines: string[] = []
  const stored = storedIn(temporaryFolder(t))
  const keeping = fixturePlugin(t, { entities: [Note], migrations: [notes] }, manifest)
  const before = await createTestPortal({ ...stored, plugins: [keeping()], deployment: { roles } })
  await before.database.em().execute(`insert into rest_note values ('01890000-0000-7000-8000-000000000000')`)
  await before.close()

  const portal = await createTestPortal({
    ...stored,
    deployment: { roles: { administration: roles.administration } },
    log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }),
  })
  t.teardown(() => portal.close())
  t.match(lines.join(''), /rest_note \(1 row\).*Install the plugin again/)
  const administrator = await portal.as({ realm: 'staff', role: 'administration' })
  t.match((await administrator.open('/staff/betrieb')).text, /Tabellen ohne Plugin.*rest_note.*1/s)
  t.same(await portal.database.em().execute('select count(*) as rows from rest_note'), [{ rows: 1 }])
})
