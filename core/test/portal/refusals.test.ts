import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineEntity, p } from '@mikro-orm/core'
import t from 'tap'
import type { Test } from 'tap'
import { action } from '../../src/action/action.ts'
import { anyone, may } from '../../src/action/allow.ts'
import { contribute, extensionPoint, service } from '../../src/base/reference.ts'
import { Type } from '../../src/base/schema.ts'
import { provide } from '../../src/plugin/define-plugin.ts'
import type { ConfiguredPlugin, PluginDeclaration } from '../../src/plugin/define-plugin.ts'
import type { Manifest } from '../../src/plugin/manifest.ts'
import { createPortal } from '../../src/portal/create-portal.ts'
import { startPortal } from '../../src/portal/start-portal.ts'
import type { Deployment } from '../../src/portal/deployment.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { testDeployment } from '../../src/testing/test-deployment.ts'
import { page } from '../../src/web/page.ts'
import { fixturePlugin } from './fixture-plugin.ts'

interface Refusal {
  code: string
  /** What the sentence names, and what it says to do. */
  sentence: RegExp
  plugins?(t: Test): readonly ConfiguredPlugin[]
  deployment?: Partial<Deployment>
  /** Leaves a database as it is. */
  migrate?: false
}

type Packaged = Parameters<typeof fixturePlugin>[3]

const one = (declaration: PluginDeclaration<never>, manifest?: Partial<Manifest>, rest?: Packaged) => (t: Test) => [
  fixturePlugin(t, declaration as PluginDeclaration<ReturnType<typeof Type.Object>>, manifest, rest)(),
]
const two =
  (first: Partial<Manifest>, second: Partial<Manifest>, declare: () => PluginDeclaration<never> = () => ({})) =>
  (t: Test) => [...one(declare(), { id: 'one', ...first })(t), ...one(declare(), { id: 'two', ...second })(t)]

const days = { settings: Type.Object({ days: Type.Integer({ default: 14 }) }) }
const withDays = (settings: object) => (t: Test) => [fixturePlugin(t, days)(settings as never)]
const stray = defineEntity({ name: 'Stray', tableName: 'stray', properties: { id: p.uuid().primary() } })
const listing = { route: 'GET /', summary: 'x', reply: Type.Object({}), run: () => ({}) } as const
const failing = {
  start() {
    throw new Error('no calendar')
  },
}

const refusals: Readonly<Record<string, Refusal>> = {
  'a range of the kernel that this one is not in': {
    code: 'plugin.core-range',
    sentence: /@example\/fixture needs @kreiswerk\/core \^99\.0\.0, installed is .*Install a fitting version/,
    plugins: one({}, {}, { peerDependencies: { '@kreiswerk/core': '^99.0.0' } }),
  },
  'a generation of the contract that this kernel cannot read': {
    code: 'plugin.contract-generation',
    sentence: /generation 7 .*supports 1\. Install a version of it for this kernel/,
    plugins: one({}, { contract: 7 }),
  },
  'a required plugin that is missing': {
    code: 'plugin.requirement-missing',
    sentence: /fixture needs absent \(\^1\.0\.0\).*npm install absent/,
    plugins: one({}, { requires: { absent: '^1.0.0' } }),
  },
  'a required plugin in another version': {
    code: 'plugin.requirement-range',
    sentence: /one needs two \^3\.0\.0, installed is 1\.0\.0\. Install a fitting version/,
    plugins: two({ requires: { two: '^3.0.0' } }, {}),
  },
  'an optional plugin in another version': {
    code: 'plugin.requirement-range',
    sentence: /one needs two \^3\.0\.0/,
    plugins: two({ optional: { two: '^3.0.0' } }, {}),
  },
  'plugins that need each other': {
    code: 'plugin.cycle',
    sentence: /one → two → one\. One of them must make the other optional/,
    plugins: two({ requires: { two: '^1.0.0' } }, { requires: { one: '^1.0.0' } }),
  },
  'a second copy of the kernel': {
    code: 'plugin.second-copy',
    sentence: /its own copy of @kreiswerk\/core .*npm dedupe/,
    plugins: one({}, {}, { libraries: ['@kreiswerk/core'] }),
  },
  'a second copy of MikroORM': {
    code: 'plugin.second-copy',
    sentence: /its own copy of @mikro-orm\/core .*npm dedupe/,
    // The kernel's copy is found from the kernel, the plugin's from the plugin.
    plugins: one({}, {}, { libraries: ['@mikro-orm/core'] }),
  },
  'an id that is taken': {
    code: 'plugin.clash',
    sentence: /both claim the id "one"\. Only one of them/,
    plugins: two({}, { id: 'one' }),
  },
  'a table prefix that is taken': {
    code: 'plugin.clash',
    sentence: /table prefix "post_box_"/,
    plugins: two({ tables: 'post_' }, { tables: 'post_box_' }),
  },
  'the table prefix of the kernel': {
    code: 'plugin.clash',
    sentence: /@kreiswerk\/core and @example\/fixture .*table prefix "core_"/,
    plugins: one({}, { tables: 'core_' }),
  },
  'an element prefix that is taken': {
    code: 'plugin.clash',
    sentence: /element prefix "post-"/,
    plugins: two({ elements: 'post-' }, { elements: 'post-' }),
  },
  'a manifest of another shape': {
    code: 'plugin.manifest-invalid',
    sentence: /@example\/fixture is not valid: \/tables pattern\. Ask its author/,
    plugins: one({}, { tables: 'No Prefix' }),
  },
  'a setting that does not fit': {
    code: 'plugin.settings-invalid',
    sentence: /settings of fixture .*\/days must be integer/,
    plugins: withDays({ days: 'many' }),
  },
  'a setting that nobody knows': {
    code: 'plugin.settings-invalid',
    sentence: /settings of fixture .*\/dayz is unknown; remove it/,
    plugins: withDays({ dayz: 3 }),
  },
  'migrations that are pending where a start may not migrate': {
    code: 'portal.migrations-pending',
    sentence: /lacks \d+ migrations \(core:.*kreiswerk migrate plan.*kreiswerk migrate run/,
    migrate: false,
  },
  'a plugin that fails in start': {
    code: 'plugin.start-failed',
    sentence: /fixture failed while starting: no calendar/,
    plugins: one(failing),
  },
  'a table outside of the own prefix': {
    code: 'plugin.table-prefix',
    sentence: /fixture has a table stray.*"fixture_"/,
    plugins: one({ entities: [stray] }, { tables: 'fixture_' }),
  },
  'a permission that no manifest declares': {
    code: 'plugin.unknown-permission',
    sentence: /action fixture\.list .*fixture\.read/,
    plugins: one({ actions: { list: action({ ...listing, allow: may('fixture.read') }) } }),
  },
  'an action forced past the types without a rule': {
    code: 'plugin.action-incomplete',
    sentence: /fixture\.open has no allow; every action says/,
    plugins: one({ actions: { open: action(listing as never) } }),
  },
  'a page forced past the types without a rule': {
    code: 'plugin.page-incomplete',
    sentence: /page \/open of fixture has no allow; every page says/,
    plugins: one({ pages: [page({ path: '/open', area: 'citizen', title: 'x' } as never)] }),
  },
  'a service that two plugins provide': {
    code: 'plugin.service-twice',
    sentence: /one and two both provide the service calendar@1/,
    plugins: two({}, {}, () => ({ provides: [provide(service<object>('calendar@1'), () => ({}))] })),
  },
  'a contribution to a point that nobody offers': {
    code: 'plugin.unknown-extension-point',
    sentence: /fixture contributes to absent\.kinds@1.*"optional"/,
    plugins: one({ contributes: [contribute(extensionPoint<object>('absent.kinds@1'), {})] }),
  },
  'two pages at one address': {
    code: 'portal.path-twice',
    sentence: /one and two both have a page at \/same/,
    plugins: two({}, {}, () => ({ pages: [page({ path: '/same', area: 'citizen', allow: anyone, title: 'x' })] })),
  },
  'what is no plugin': {
    code: 'plugin.not-a-plugin',
    sentence: /Entry 1 .*call it like a function/,
    plugins: (t) => [fixturePlugin(t, {}) as never],
  },
  'a role with a permission nobody knows': {
    code: 'portal.role-permission-unknown',
    sentence: /role clerk .*typo\.read/,
    deployment: { roles: { clerk: ['typo.read'] } },
  },
  'a member of the config that nobody knows': {
    code: 'portal.config-unknown',
    sentence: /"roels" in the config is unknown; remove it/,
    deployment: { roels: {} } as never,
  },
  'a config without its units': {
    code: 'portal.config-invalid',
    sentence: /"units" in the config must be a unit with "id"/,
    deployment: { units: undefined },
  },
  'texts that are not there': {
    code: 'portal.text-missing',
    sentence: /welcome\.de\.md is missing in \/nowhere/,
    deployment: { texts: '/nowhere' },
  },
  'a theme that is not there': {
    code: 'portal.asset-missing',
    sentence: /"theme" in the config names .*no-theme\.css, which is not there/,
    deployment: { assets: import.meta.dirname, theme: 'no-theme.css' },
  },
  'languages without German': {
    code: 'portal.language-missing',
    sentence: /must contain "de"/,
    deployment: { languages: ['en'] },
  },
}

for (const [name, { code, sentence, plugins, deployment, migrate }] of Object.entries(refusals)) {
  t.test(`refused: ${name} (${code})`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-refusal-'))
    t.teardown(() => rmSync(folder, { recursive: true }))
    const described = { ...testDeployment([]), plugins: plugins?.(t) ?? [], ...deployment }
    const options = { folder, dataFolder: folder, origin: 'http://localhost', database: 'sqlite::memory:' }
    await t.rejects(createPortal(described, { ...options, worker: false, migrate: migrate ?? true }), {
      code,
      message: sentence,
    })
  })
}

t.test('contributing to a point of an optional plugin that is not there does no harm', async (t) => {
  const declaration = { contributes: [contribute(extensionPoint<object>('absent.kinds@1'), {})] }
  const portal = await createTestPortal({
    plugins: one(declaration, { optional: { absent: '^1.0.0' } })(t),
  })
  await portal.close()
})

t.test('what a start cannot listen on or write to is refused by name', async (t) => {
  const taken = createServer()
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening))
  t.teardown(() => taken.close())
  const { port } = taken.address() as AddressInfo
  const start = (variables: NodeJS.ProcessEnv) => {
    const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-refusal-'))
    t.teardown(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'file'), '')
    return startPortal(testDeployment([]), { folder, variables: { LOG_LEVEL: 'silent', PORT: '0', ...variables } })
  }
  const refused = (code: string, message: RegExp) => ({ code, message })
  await t.rejects(start({ PORT: `${port}` }), refused('portal.port-taken', /is taken.* set PORT to another/))
  await t.rejects(start({ METRICS_PORT: `${port}` }), refused('portal.port-taken', /is taken.* set METRICS_PORT/))
  await t.rejects(start({ HOST: '192.0.2.1' }), refused('portal.host-invalid', /HOST is "192\.0\.2\.1"/))
  await t.rejects(
    start({ KREISWERK_DATA: 'file' }),
    refused('portal.data-denied', /\/file cannot be used .*KREISWERK_DATA/),
  )
  for (const DATABASE_URL of ['sqlite:/dev/null/portal.db', 'sqlite:/proc/portal.db']) {
    await t.rejects(
      start({ DATABASE_URL }),
      refused('storage.file-unusable', /portal\.db cannot be opened: .*DATABASE_URL/),
    )
  }
})
