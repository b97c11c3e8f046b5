import fc from 'fast-check'
import { defineEntity, p } from '@mikro-orm/core'
import { CompiledQuery, sql } from 'kysely'
import t from 'tap'
import type { Actor } from '../../src/auth/actor.ts'
import { assignRole, grantsAt } from '../../src/auth/grants.ts'
import type { Assignment, Roles } from '../../src/auth/grants.ts'
import { decide, filter, withinUnits } from '../../src/auth/permission.ts'
import { entities, migrations } from '../../src/auth/tables.ts'
import type { AuthTables } from '../../src/auth/tables.ts'
import { unitPath, unitProperty } from '../../src/auth/unit.ts'
import { newId } from '../../src/base/id.ts'
import { column, isPostgres } from '../../src/storage/column.ts'
import type { Database } from '../../src/storage/database.ts'
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

const roles = {
  reading: ['report.read'],
  working: ['report.read', 'report.write'],
  leading: ['report.write', 'core.administer-accounts'],
} as const
const moment = (hours: number) => new Date(Date.UTC(2026, 10, 23, 9 + hours))
const now = moment(0)
// The very moment, and just beside it: the first moment counts, the end does not.
const border = fc.option(fc.constantFrom(-48, -1, 0, 1, 48).map(moment), { nil: null })
const assignment = fc.record({
  role: fc.constantFrom('reading', 'working', 'leading', 'unknown'),
  unit: path,
  validFrom: border,
  validTo: border,
  note: fc.constantFrom(null, 'Vertretung für Selma Sperling'),
})
const person = fc.record({ kind, assignments: fc.array(assignment, { maxLength: 6 }) })
const foreign = fc.constantFrom(null, 'somebody', 'somebody else')

/** The rule in other words, without the code under test: is there a role now that brings it here or above? */
function holds(
  { kind, assignments }: { kind: Actor['kind']; assignments: readonly Assignment[] },
  permission: string,
  unit: string | null,
): boolean {
  if (kind === 'system') return true
  if (kind !== 'staff') return false
  return assignments.some((held) => {
    const brings = (roles as Roles)[held.role]?.includes(permission) === true
    const begun = held.validFrom === null || held.validFrom.getTime() <= now.getTime()
    const over = held.validTo !== null && held.validTo.getTime() <= now.getTime()
    const above = (held.unit.match(/[^/]+/g) ?? []).every((name, depth) => unit?.split('/')[depth] === name)
    return brings && begun && !over && (unit === null ? held.unit === '' : above)
  })
}

eachDatabase(t, 'roles, dates and deputies: list and decision agree with the rule written down', async (t, open) => {
  const sets = [
    { plugin: 'core', migrations },
    { plugin: 'test', migrations: [things] },
  ]
  const database = await open({ entities: [...entities, Thing], migrations: sets })
  const some = rows.filter((_row, index) => index % 3 === 0)
  await unitOfWork(database, (em) => rowsOf<Tables>(em).insertInto('test_thing').values(some.slice(0, 300)).execute())
  const stored = some.slice(0, 300)
  let shownRows = 0
  await fc.assert(
    fc.asyncProperty(
      person,
      permission,
      foreign,
      foreign,
      async ({ kind, assignments }, permission, ownerId, notBy) => {
        // As the portal does it: the assignments lie in the database and are read at the moment of the request.
        const account = kind === 'staff' ? await saveAssignments(database, assignments) : null
        const grants = account === null ? [] : grantsAt(await assignmentsOf(database, account), roles, now)
        const accountId = kind === 'anonymous' || kind === 'system' ? null : 'somebody'
        const actor: Actor = { kind, accountId, trust: null, name: null, email: null, grants }
        const expected = stored.filter(({ unitPath: unit }) => holds({ kind, assignments }, permission, unit))
        const decided = stored.filter(({ unitPath: unit }) => decide(actor, permission, { unit }).allowed)
        const shown = await rowsOf<Tables>(database.em())
          .selectFrom('test_thing')
          .select('id')
          .where(withinUnits(filter(actor, permission), 'unitPath'))
          .orderBy('id')
          .execute()
        const ids = (list: readonly { id: number }[]) => list.map(({ id }) => id).join()
        if (ids(decided) !== ids(expected)) throw new Error('decide() differs from the rule')
        if (ids(shown) !== ids(expected)) throw new Error('filter() differs from the rule')
        shownRows += shown.length
        // Ownership and four eyes are conditions on one object: they never widen what a list shows.
        for (const { unitPath: unit } of stored.slice(0, 10)) {
          const one = decide(actor, permission, { unit, ownerId, conditions: { notBy } }).allowed
          const held = holds({ kind, assignments }, permission, unit)
          const barred = kind !== 'system' && notBy === 'somebody' && accountId !== null
          const owns = kind !== 'system' && ownerId !== null && ownerId === accountId
          if (one !== (!barred && (held || owns))) throw new Error('conditions on one object differ from the rule')
        }
      },
    ),
    { numRuns: 100 },
  )
  t.ok(shownRows > 500, 'lists were not empty')
})

const assignmentsOf = (database: Database, accountId: string): Promise<Assignment[]> =>
  rowsOf<AuthTables>(database.em())
    .selectFrom('core_role_assignment')
    .select(['role', 'unit', 'validFrom', 'validTo'])
    .where('accountId', '=', accountId)
    .execute()

async function saveAssignments(database: Database, assignments: readonly Assignment[]): Promise<string> {
  const account = newId()
  await unitOfWork(database, async (em) => {
    for (const one of assignments) await assignRole(em, account, one)
  })
  return account
}

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
