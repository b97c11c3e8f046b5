import fc from 'fast-check'
import { defineEntity, p } from '@mikro-orm/core'
import { CompiledQuery, sql } from 'kysely'
import t from 'tap'
import type { Actor } from '../../src/auth/actor.ts'
import { decide, filter, withinUnits } from '../../src/auth/permission.ts'
import { entities, migrations } from '../../src/auth/tables.ts'
import { unitPath, unitProperty } from '../../src/auth/unit.ts'
import { column, isPostgres } from '../../src/storage/column.ts'
import type { Migration } from '../../src/storage/migration.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'

const Thing = defineEntity({
  name: 'Thing',
  tableName: 'test_thing',
  properties: { id: p.integer().primary(), unitPath: unitProperty().nullable(), plainPath: p.string().nullable() },
})

const things: Migration = {
  name: '0001-things',
  async up(db) {
    const { integer } = column(db)
    // A column in the order of a language: slower there, but it must not show other rows.
    const german = isPostgres(db) ? sql`text collate "de-x-icu"` : sql`text collate nocase`
    await db.schema
      .createTable('test_thing')
      .addColumn('id', integer, (it) => it.primaryKey().notNull())
      .addColumn('unit_path', unitPath)
      .addColumn('plain_path', german)
      .execute()
    await db.schema.createIndex('test_thing_unit').on('test_thing').column('unit_path').execute()
  },
}

interface Tables {
  test_thing: { id: number; unitPath: string | null; plainPath: string | null }
}

// Names that sort differently by bytes, by language and around the slash.
const segment = fc.constantFrom('a', 'b', 'aa', 'a-b', 'a0', '0', 'z', 'ab', 'fb32', 'fb320', 'fb32-1')
const path = fc.array(segment, { maxLength: 4 }).map((segments) => segments.map((name) => `${name}/`).join(''))
const permission = fc.constantFrom('report.read', 'report.write')
const grant = fc.record({ permission, unit: path })
const kind = fc.constantFrom<Actor['kind']>('anonymous', 'citizen', 'staff', 'staff', 'staff', 'system')
const actor = fc.record({ kind, grants: fc.array(grant, { maxLength: 5 }) }).map(({ kind, grants }): Actor => ({
  kind,
  accountId: kind === 'anonymous' || kind === 'system' ? null : 'somebody',
  trust: null,
  name: null,
  email: null,
  grants,
}))

const allPaths = [...new Set(fc.sample(path, { numRuns: 1200, seed: 7 }))]
const rows = [null, ...allPaths].map((unit, id) => ({ id, unitPath: unit, plainPath: unit }))

eachDatabase(t, 'a list shows exactly the rows that a decision on each allows', async (t, open) => {
  const sets = [
    { plugin: 'core', migrations },
    { plugin: 'test', migrations: [things] },
  ]
  const database = await open({ entities: [...entities, Thing], migrations: sets })
  const db = rowsOf<Tables>(database.em())
  await unitOfWork(database, async (em) => {
    for (let start = 0; start < rows.length; start += 200) {
      const some = rows.slice(start, start + 200)
      await rowsOf<Tables>(em).insertInto('test_thing').values(some).execute()
    }
  })
  await fc.assert(
    fc.asyncProperty(actor, permission, async (actor, permission) => {
      const allowed = rows.filter(({ unitPath: unit }) => decide(actor, permission, { unit }).allowed)
      const expected = allowed.map(({ id }) => id)
      for (const name of ['unitPath', 'plainPath'] as const) {
        const shown = await db
          .selectFrom('test_thing')
          .select('id')
          .where(withinUnits(filter(actor, permission), name))
          .orderBy('id')
          .execute()
        const ids = shown.map(({ id }) => id)
        if (ids.join() !== expected.join()) throw new Error(`${name}: ${ids.length} instead of ${expected.length}`)
      }
    }),
    { numRuns: 150 },
  )
  t.ok(rows.length > 300, 'over many units')
})

eachDatabase(t, 'a subtree is one range of the index', async (t, open, { engine }) => {
  const sets = [
    { plugin: 'core', migrations },
    { plugin: 'test', migrations: [things] },
  ]
  const database = await open({ entities: [...entities, Thing], migrations: sets })
  const plan = await unitOfWork(database, async (em) => {
    const db = rowsOf<Tables>(em)
    const within = withinUnits({ kind: 'units', paths: ['aachen/fb32/'] }, 'unitPath')
    const query = db.selectFrom('test_thing').select('id').where(within).compile()
    if (engine === 'postgres') await db.executeQuery(CompiledQuery.raw('set local enable_seqscan = off'))
    const explain = engine === 'postgres' ? 'explain' : 'explain query plan'
    return db.executeQuery(CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]))
  })
  const text = JSON.stringify(plan.rows)
  t.match(text, /test_thing_unit/)
  t.match(text, engine === 'postgres' ? /Index Cond/ : /unit_path>\? AND unit_path<\?/)
})
