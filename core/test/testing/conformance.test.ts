import type { ColumnBuilderCallback, CreateTableBuilder } from 'kysely'
import t from 'tap'
import { button, t as words } from '@kreiswerk/ui-kit'
import type { Test } from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone } from '../../src/action/allow.ts'
import { conflict } from '../../src/action/errors.ts'
import type { EntityManager } from '../../src/storage/database.ts'
import { newId } from '../../src/base/id.ts'
import { Type } from '../../src/base/schema.ts'
import { job } from '../../src/plugin/define-plugin.ts'
import type { ConfiguredPlugin, Privacy } from '../../src/plugin/define-plugin.ts'
import { column } from '../../src/storage/column.ts'
import type { Migration } from '../../src/storage/migration.ts'
import { insertRow } from '../../src/storage/insert-row.ts'
import { actionsRule } from '../../src/testing/conformance/actions-rule.ts'
import { answersRule } from '../../src/testing/conformance/answers-rule.ts'
import { auditRule } from '../../src/testing/conformance/audit-rule.ts'
import { conformance, createSubject } from '../../src/testing/conformance/conformance.ts'
import type { ConformanceTest } from '../../src/testing/conformance/conformance.ts'
import { lifecycleRule } from '../../src/testing/conformance/lifecycle-rule.ts'
import { localesRule } from '../../src/testing/conformance/locales-rule.ts'
import { manifestRule } from '../../src/testing/conformance/manifest-rule.ts'
import { migrationsRule } from '../../src/testing/conformance/migrations-rule.ts'
import type { ConformanceOptions } from '../../src/testing/conformance/options.ts'
import { prefixRule } from '../../src/testing/conformance/prefix-rule.ts'
import { privacyRule } from '../../src/testing/conformance/privacy-rule.ts'
import type { Rule, Verdict } from '../../src/testing/conformance/rule.ts'
import { sealingRule } from '../../src/testing/conformance/sealing-rule.ts'
import { uiRule } from '../../src/testing/conformance/ui-rule.ts'
import { openRows } from '../../src/vault/vault.ts'
import { after, page } from '../../src/web/page.ts'
import { redirect } from '../../src/web/redirect.ts'
import { Pledge, m0001Pledges, pledge, pledgePlugin, pledgePrivacy as honest, pledgesOf } from './pledge-plugin.ts'

async function verdictOf(rule: Rule, plugin: ConfiguredPlugin, options: ConformanceOptions = {}): Promise<Verdict> {
  const { subject, close } = createSubject(plugin, { postgres: false, ...options })
  try {
    return await rule.check(subject)
  } finally {
    await close()
  }
}

async function finds(t: Test, rule: Rule, plugin: ConfiguredPlugin, ...sentences: RegExp[]): Promise<void> {
  const { findings } = await verdictOf(rule, plugin)
  t.match(findings, sentences)
  t.equal(findings.length, sentences.length, findings.join('\n'))
}

async function outcomesOf(plugin: ConfiguredPlugin) {
  const [failed, skipped]: [string[], string[]] = [[], []]
  await conformance(plugin, { postgres: false })({
    async test(_name, { skip }, run) {
      if (typeof skip === 'string') skipped.push(skip)
      else await run().catch((error: Error) => failed.push(error.message))
    },
  })
  return { failed, skipped }
}

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

t.test('audit: an action with transactions of its own leaves its line too', async (t) => {
  const silent = action({
    route: 'POST /silent',
    summary: 'Writes and tells nobody',
    allow: anyone,
    reply: Type.Object({}),
    ownTransactions: true,
    run: () => ({}),
  })
  const never = action({
    route: 'POST /never/:id',
    summary: 'Needs what nobody can make up',
    allow: anyone,
    params: Type.Object({ id: Type.String({ pattern: '^only-this$' }) }),
    reply: Type.Object({}),
    run: () => ({}),
  })
  const verdict = await verdictOf(auditRule, pledgePlugin(t, { declaration: { actions: { pledge, silent, never } } }))
  t.match(verdict, { findings: [/pledge\.silent/], unchecked: [/pledge\.never/] })
  t.equal(verdict.findings.length, 1)
})

const aPledge = { id: newId(), email: null, emailIndex: null, note: null }
const ordinary = { summary: 'Something ordinary', allow: anyone, reply: Type.Object({ id: Type.String() }) }
const pledging = (run: typeof pledge.definition.run) => ({ ...pledge, definition: { ...pledge.definition, run } })

t.test('answers: an action of the kernel that records nothing is undone, and counts as no success', async (t) => {
  const { run } = pledge.definition
  const silent = pledging((context) => run({ ...context, record: async () => ({ id: '' }) }))
  const plugin = pledgePlugin(t, { declaration: { actions: { pledge: silent } } })
  await finds(t, answersRule, plugin, /The action pledge\.pledge answered 500: .*without calling record\(\)/)
  t.match(await verdictOf(auditRule, plugin), { findings: [], unchecked: [/pledge\.pledge never succeeded/] })
})

t.test('answers: whatever throws is named with what the log says, also where "use" drives it', async (t) => {
  const fail = () => {
    throw new TypeError('Nobody is there')
  }
  const actions = { pledge, look: action({ route: 'GET /look', ...ordinary, run: fail }), add: pledging(fail) }
  const sentences = [/pledge\.add answered 500: Nobody is there/, /pledge\.look answered 500: Nobody is there/]
  const add = { ...actions.add, path: '/additions' }
  const plugin = pledgePlugin(t, { declaration: { actions: { ...actions, add } } })
  await finds(t, answersRule, plugin, ...sentences)
  const use: ConformanceOptions['use'] = (_portal, { browser }) => browser.call('GET', '/api/pledge/look')
  t.match(await verdictOf(answersRule, plugin, { use }), { findings: [sentences[1]] })
})

t.test('answers: a form that fails is named by its action', async (t) => {
  const failing = pledging(() => {
    throw new TypeError('Nobody is there')
  })
  const form = page({
    path: '/versprechen',
    area: 'citizen',
    allow: anyone,
    title: words('pledge.title'),
    render: ({ form }) => form.for(failing, () => button.submit(words('pledge.title'))),
    done: [after(failing, () => redirect('/'))],
  })
  const plugin = pledgePlugin(t, { declaration: { actions: { pledge: failing }, pages: [form] } })
  const use: ConformanceOptions['use'] = (_portal, { browser, email }) =>
    browser.submit('/versprechen', { email, note: 'Ich komme' })
  t.match(await verdictOf(answersRule, plugin, { use }), { findings: [/pledge\.pledge answered 500: Nobody is there/] })
})

t.test('answers: a reply is what its schema says, and a GET writes nothing', async (t) => {
  const actions = {
    pledge,
    other: action({ route: 'GET /other', ...ordinary, run: () => ({ other: 1 }) as never }),
    number: action({ route: 'GET /number', ...ordinary, run: () => ({ id: 1 }) as never }),
    made: action({ route: 'GET /made', ...ordinary, run: ({ em }) => em.create(Pledge, aPledge) }),
    stored: action({ route: 'GET /stored', ...ordinary, run: ({ em }) => em.insert(Pledge, aPledge) as never }),
  }
  await finds(
    t,
    answersRule,
    pledgePlugin(t, { declaration: { actions } }),
    /pledge\.other answers .*required property 'id'/,
    /pledge\.number answers .*reply\/id must be string/,
    /pledge\.made is a GET/,
    /pledge\.stored answered 500: .*only reads/,
  )
})

t.test('privacy: declared data needs handlers, handlers need a declaration', async (t) => {
  const [manifest, declaration] = [{ personalData: undefined }, { privacy: undefined }]
  await finds(t, privacyRule, pledgePlugin(t, { manifest }), /does not say which/)
  await finds(t, privacyRule, pledgePlugin(t, { declaration }), /no "privacy"/)
  const silent = /typed is kept in pledge_pledge\.email, pledge_pledge\.note; declare it/
  await finds(t, privacyRule, pledgePlugin(t, { manifest, declaration }), silent)
})

t.test('privacy: an export has every column', async (t) => {
  const privacy: Privacy = {
    ...honest,
    export: async ({ em }, { email }) =>
      (await openRows(em, Pledge, await pledgesOf(em, email))).map((row) => ({ email: row.email })),
  }
  await finds(t, privacyRule, pledgePlugin(t, { declaration: { privacy } }), /lacks .*pledge_pledge\.note: "note"/)
})

t.test('privacy: nothing of the person is left, whichever column it hides in', async (t) => {
  const forgetting = (columns: { email: null; note?: null }): Privacy => ({
    ...honest,
    async erase({ em }) {
      await em.nativeUpdate(Pledge, {}, columns)
      return { kept: [] }
    },
  })
  const half = pledgePlugin(t, { declaration: { privacy: forgetting({ email: null }) } })
  await finds(t, privacyRule, half, /still found in pledge_pledge\.note/, /key of pledge_pledge\.email is still there/)
  const keys = ['email', 'note'].map((column) => new RegExp(`key of pledge_pledge\\.${column} .*destroyKeys`))
  const emptied = pledgePlugin(t, { declaration: { privacy: forgetting({ email: null, note: null }) } })
  await finds(t, privacyRule, emptied, ...keys)
})

t.test('privacy: files go with the person, and with the plugin', async (t) => {
  const { run } = pledge.definition
  const filing = pledging(async (context) => {
    const content = Buffer.from(`Signed by ${context.body.email}`)
    await context.blobs.put(content, { mediaType: 'text/plain' })
    return run(context)
  })
  const lifecycle = { purge: async ({ em }: { em: EntityManager }) => void (await em.nativeDelete(Pledge, {})) }
  const plugin = pledgePlugin(t, { declaration: { actions: { pledge: filing }, lifecycle } })
  await finds(t, sealingRule, plugin, /A file .*the e-mail address in the clear; seal it/)
  await finds(t, privacyRule, plugin, /After erasing, a file with the e-mail address/)
  await finds(t, lifecycleRule, plugin, /After the purge the store has a file/)
})

t.test('sealing: nothing that people typed lies in the clear, in rows, jobs or the audit log', async (t) => {
  const { run } = pledge.definition
  const careless = pledging(async (context) => {
    const reply = await run(context)
    const { email, note } = context.body
    const row = { id: newId(), email: null, emailIndex: email, note: note as never }
    await insertRow(context.em, Pledge, row)
    context.enqueue('later', { note }, { runAt: new Date('2027-01-01T00:00:00Z') })
    await context.record({ object: `mail:${email}` })
    return reply
  })
  const later = job(Type.Object({ note: Type.String() }), async () => {})
  const plugin = pledgePlugin(t, { declaration: { actions: { pledge: careless }, jobs: { later } } })
  await finds(
    t,
    sealingRule,
    plugin,
    /core_job\.payload holds "note" in the clear; jobs/,
    /pledge_pledge\.email_index holds the e-mail address in the clear; make the column sealed/,
    /pledge_pledge\.note holds "note" in the clear/,
    /audit line of pledge\.pledge holds the e-mail address for ever/,
  )
})

t.test('privacy: where nothing was stored, nothing was shown', async (t) => {
  const plugin = pledgePlugin(t, { declaration: { actions: {} } })
  t.match(await verdictOf(privacyRule, plugin), { findings: [], unchecked: [/option "use"/] })
  t.match(await verdictOf(privacyRule, plugin, { use: async () => {} }), { findings: [/"use" left no name/] })
})

t.test('purge: leaves nothing, or refuses in a coded sentence', async (t) => {
  const purging = (purge: (context: { em: EntityManager }) => Promise<void>) =>
    pledgePlugin(t, { declaration: { lifecycle: { purge } } })
  const forgetful = purging(async () => {})
  await finds(t, lifecycleRule, forgetful, /pledge_pledge still has 1 row/)
  const broken = purging(async () => {
    throw new Error('no such table')
  })
  const without = await verdictOf(lifecycleRule, pledgePlugin(t))
  t.match(without, { findings: [], unchecked: [/no lifecycle\.purge, and pledge_pledge still has 1 row/] })
  await finds(t, lifecycleRule, broken, /without a coded error: no such table/)
  const thorough = purging(async ({ em }) => void (await em.nativeDelete(Pledge, {})))
  t.same(await verdictOf(lifecycleRule, thorough), { findings: [] })
  const bound = purging(async () => {
    throw conflict()
  })
  t.match(await verdictOf(lifecycleRule, bound), { findings: [], unchecked: [/the purge refused/] })
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
