import type { ColumnBuilderCallback, CreateTableBuilder } from 'kysely'
import t from 'tap'
import { Type } from '../../src/base/schema.ts'
import { column } from '../../src/storage/column.ts'
import type { Migration } from '../../src/storage/migration.ts'
import { actionsRule } from '../../src/testing/conformance/actions-rule.ts'
import { conformance } from '../../src/testing/conformance/conformance.ts'
import type { ConformanceTest } from '../../src/testing/conformance/conformance.ts'
import { localesRule } from '../../src/testing/conformance/locales-rule.ts'
import { manifestRule } from '../../src/testing/conformance/manifest-rule.ts'
import { migrationsRule } from '../../src/testing/conformance/migrations-rule.ts'
import { prefixRule } from '../../src/testing/conformance/prefix-rule.ts'
import { uiRule } from '../../src/testing/conformance/ui-rule.ts'
import { page } from '../../src/web/page.ts'
import { m0001Pledges, pledge, pledgePlugin } from './pledge-plugin.ts'
import { finds, outcomesOf, verdictOf } from './verdict-of.ts'

t.test('a plugin that keeps every promise', (t) => conformance(pledgePlugin(t), { postgres: false })(t))

t.test('manifest: the kernel comes once, from the portal', async (t) => {
  const dependencies = { '@kreiswerk/core': '^0.1.0', '@mikro-orm/core': '7.2.1' }
  const plugin = pledgePlugin(t, { package: { peerDependencies: {}, dependencies } })
  await finds(
    t,
    manifestRule,
    plugin,
    /lists no @kreiswerk\/core/,
    /@kreiswerk\/core .*second copy/,
    /@mikro-orm\/core/,
  )
})

t.test('manifest: generation, range and permissions fit', async (t) => {
  await finds(t, manifestRule, pledgePlugin(t, { manifest: { contract: 9 } }), /generation 9/)
  const range = { peerDependencies: { '@kreiswerk/core': '^99.0.0' } }
  await finds(t, manifestRule, pledgePlugin(t, { package: range }), /\^99\.0\.0/)
  await finds(t, manifestRule, pledgePlugin(t, { manifest: { permissions: { 'other.read': 'x' } } }), /other\.read/)
  await finds(t, manifestRule, pledgePlugin(t, { manifest: { tables: undefined } }), /"tables"/)
})

t.test('prefixes: of tables that only a migration names, and of elements in the built files', async (t) => {
  const stray = {
    name: '0002-stray',
    up: (db: Parameters<typeof m0001Pledges.up>[0]) =>
      db.schema.createTable('elsewhere').addColumn('id', column(db).uuid).execute(),
  }
  const plugin = pledgePlugin(t, {
    declaration: { migrations: [m0001Pledges, stray] },
    files: { 'dist/ui/index.js': 'customElements.define("other-list", class extends HTMLElement {})' },
  })
  await finds(t, prefixRule, plugin, /table elsewhere/, /<other-list>/)
})

t.test('prefixes: of elements whatever way they are defined', async (t) => {
  for (const code of [
    'globalThis.customElements.define("kw-button", class extends HTMLElement {})',
    'const name = "kw-button"; customElements.define(name, class extends HTMLElement {})',
    'import { customElement as c } from "lit/decorators.js"; c("kw-button")(class {})',
  ]) {
    await finds(t, prefixRule, pledgePlugin(t, { files: { 'dist/ui/index.js': code } }), /<kw-button> does not begin/)
  }
})

t.test('actions: past the types nothing may be missing', async (t) => {
  const { definition } = pledge
  const bare = {
    ...pledge,
    path: '/pledges/:id',
    definition: { ...definition, summary: '', allow: undefined as never },
  }
  await finds(t, actionsRule, pledgePlugin(t, { declaration: { actions: { bare } } }), /summary/, /who may/, /":id"/)
})

t.test('a page that does not say who may see it is the only finding', async (t) => {
  const open = page({ path: '/pledges', area: 'citizen', title: 'x' } as never)
  const plugin = pledgePlugin(t, { declaration: { pages: [open] } })
  await finds(t, actionsRule, plugin, /The page \/pledges does not say who may see it/)
  const failed: string[] = []
  const test: ConformanceTest['test'] = (name, _options, run) => run().catch(() => void failed.push(name))
  await conformance(plugin)({ test })
  t.same(failed, [actionsRule.name])
})

t.test('migrations: what entities describe is there, on both engines', async (t) => {
  const without = { name: '0001-nothing', up: async () => {} }
  const plugin = pledgePlugin(t, { declaration: { migrations: [without] } })
  const { findings } = await verdictOf(migrationsRule, plugin, { postgres: true })
  t.match(findings[0], /On SQLite .*pledge_pledge/)
  t.match(findings.at(-1), /On PostgreSQL .*pledge_pledge/)
  t.match(await verdictOf(migrationsRule, plugin), { unchecked: [/not on PostgreSQL/] })
})

type ColumnType = ReturnType<typeof column>['text']

const withKey = (table: CreateTableBuilder<string, string>, uuid: ColumnType) =>
  table.addColumn('id', uuid, (it) => it.primaryKey().notNull())
const texts = (table: CreateTableBuilder<string, string>, text: ColumnType, ofEmail?: ColumnBuilderCallback) =>
  table.addColumn('email', text, ofEmail).addColumn('email_index', text).addColumn('note', text)

t.test('migrations: one wrong column is one sentence, which says what each side has', async (t) => {
  type Build = (table: CreateTableBuilder<string, string>, types: ReturnType<typeof column>) => typeof table
  const pledges = (build: Build): Migration => ({
    name: '0001-pledges',
    up: (db) => build(db.schema.createTable('pledge_pledge'), column(db)).execute(),
  })
  const cases: [Migration, string][] = [
    [
      pledges((table, { uuid, text }) =>
        texts(
          table.addColumn('id', uuid, (it) => it.notNull()),
          text,
        ),
      ),
      'pledge_pledge: the migration has no primary key, the entity says the primary key (id)',
    ],
    [
      pledges((table, { uuid, text }) => texts(withKey(table, uuid), text).addColumn('extra', text)),
      'pledge_pledge.extra: the migration has a column, the entity says nothing of it',
    ],
    [
      pledges((table, { uuid, text }) => texts(withKey(table, uuid), text, (it) => it.notNull())),
      'pledge_pledge.email: the migration has text not null, the entity says text null',
    ],
  ]
  for (const [migration, sentence] of cases) {
    const plugin = pledgePlugin(t, { declaration: { migrations: [migration] } })
    const { findings } = await verdictOf(migrationsRule, plugin, { postgres: true })
    t.same(findings, [`On SQLite ${sentence}`, `On PostgreSQL ${sentence}`])
  }
})

t.test('locales: German and English are complete, and every key that is used has words', async (t) => {
  const plugin = pledgePlugin(t, {
    files: {
      'locales/de.json': '{"pledge.title":"Zusagen","pledge.more":"Mehr"}',
      'locales/en.json': '{"pledge.title":"Pledges","pledge.old":"Old"}',
      'src/page.ts': "t('pledge.missing'); t('kit.error.title-prefix'); defineError('pledge.broken', 409, 'x')",
    },
  })
  const sentences = [/pledge\.more.*English/, /pledge\.old.*German/, /pledge\.missing/]
  const { findings } = await verdictOf(localesRule, plugin)
  for (const sentence of [...sentences, /src\/page\.ts.*error\.pledge\.broken/]) t.match(findings.join('\n'), sentence)
})

t.test('locales: no empty text, no other placeholders, no key that is written differently', async (t) => {
  const plugin = pledgePlugin(t, {
    files: {
      'locales/de.json': '{"pledge.title":"Zusagen","pledge.of":"Von {name} am {day}","pledge.no":"Nein"}',
      'locales/en.json': '{"pledge.title":"","pledge.of":"Of {nmae}","pledge.no":"No"}',
      'src/page.ts': 't(`pledge.template`); t(`pledge.${made}`)',
      'ui/list.js': 't("pledge.script")',
    },
  })
  await finds(
    t,
    localesRule,
    plugin,
    /"pledge\.title" is empty in en/,
    /"pledge\.of" has \{nmae\} in en/,
    /src\/page\.ts .*pledge\.template/,
    /ui\/list\.js .*pledge\.script/,
  )
})

t.test('locales: a file that is no JSON is named', async (t) => {
  const files = { 'locales/en.json': '{"pledge.title":' }
  await finds(t, localesRule, pledgePlugin(t, { files }), /locales\/en\.json cannot be read/)
})

t.test('a plugin that does not start is told so once', async (t) => {
  const settings = Type.Object({ unit: Type.String() })
  const outcomes = await outcomesOf(pledgePlugin(t, { declaration: { settings } }))
  t.match(outcomes.failed, [/settings of pledge .*\/unit.*conformance\(plugin\(/])
  t.equal(outcomes.failed.length, 1)
  t.ok(outcomes.skipped.length > 5)
})

t.test('browser files: only what the import map offers', async (t) => {
  const code = 'import{x}from"lodash";import"./chunk.js";import{html}from"lit";export{y}from"lit/directives/own.js"'
  await finds(
    t,
    uiRule,
    pledgePlugin(t, { files: { 'dist/ui/index.js': code } }),
    /"lodash"/,
    /"\.\/chunk\.js"/,
    /"lit\/directives\/own\.js"/,
  )
  await finds(t, uiRule, pledgePlugin(t, { files: { 'dist/ui/manifest.json': '{"files":[]}' } }), /entry/)
})

t.test('browser files: a module that cannot be read is found, one that needs a browser is said', async (t) => {
  const broken = pledgePlugin(t, { files: { 'dist/ui/index.js': 'import "lit"; undefinedThing.foo(;' } })
  await finds(t, uiRule, broken, /index\.js is no module that a browser can read: Unexpected token/)
  const demanding = pledgePlugin(t, { files: { 'dist/ui/index.js': 'new AudioContext().resume()' } })
  t.match(await verdictOf(uiRule, demanding), { findings: [], unchecked: [/index\.js .*AudioContext is not defined/] })
})

t.test('a broken promise fails the test with the sentence that says where', async (t) => {
  const { failed } = await outcomesOf(pledgePlugin(t, { files: { 'locales/en.json': '{}' } }))
  t.match(failed, [/"pledge\.title" has no English words/])
  t.equal(failed.length, 1)
})
