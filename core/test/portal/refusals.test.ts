import t from 'tap'
import { defineEntity, p } from '@mikro-orm/core'
import { action } from '../../src/action/action.ts'
import { anyone, may } from '../../src/action/allow.ts'
import { contribute, extensionPoint, service } from '../../src/base/reference.ts'
import { Type } from '../../src/base/schema.ts'
import { provide } from '../../src/plugin/define-plugin.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { page } from '../../src/web/page.ts'
import { fixturePlugin } from './fixture-plugin.ts'

t.test('settings that do not fit stop the start and name the setting', async (t) => {
  const plugin = fixturePlugin(t, { settings: Type.Object({ days: Type.Integer({ default: 14 }) }) })
  await t.rejects(createTestPortal({ plugins: [plugin({ days: 'many' } as never)] }), {
    code: 'plugin.settings-invalid',
    message: /fixture.*\/days/,
  })
  await t.rejects(createTestPortal({ plugins: [plugin({ dayz: 3 } as never)] }), { message: /\/dayz/ })
})

t.test('a table outside of the own prefix is refused', async (t) => {
  const entity = defineEntity({ name: 'Stray', tableName: 'stray', properties: { id: p.uuid().primary() } })
  const plugin = fixturePlugin(t, { entities: [entity] }, { tables: 'fixture_' })
  await t.rejects(createTestPortal({ plugins: [plugin()] }), { code: 'plugin.table-prefix', message: /stray/ })
})

t.test('a permission that no manifest declares is refused with its place', async (t) => {
  const list = action({
    route: 'GET /',
    summary: 'x',
    allow: may('fixture.read'),
    reply: Type.Object({}),
    run: () => ({}),
  })
  await t.rejects(createTestPortal({ plugins: [fixturePlugin(t, { actions: { list } })()] }), {
    code: 'plugin.unknown-permission',
    message: /fixture\.list.*fixture\.read/,
  })
})

t.test('an action forced past the types without a rule is refused', async (t) => {
  const open = action({ route: 'GET /', summary: 'x', reply: Type.Object({}), run: () => ({}) } as never)
  await t.rejects(createTestPortal({ plugins: [fixturePlugin(t, { actions: { open } })()] }), {
    code: 'plugin.action-incomplete',
    message: /allow/,
  })
})

t.test('a service that two plugins provide is refused', async (t) => {
  const calendar = service<object>('calendar@1')
  const declaration = { provides: [provide(calendar, () => ({}))] }
  const plugins = ['one', 'two'].map((id) => fixturePlugin(t, declaration, { id })())
  await t.rejects(createTestPortal({ plugins }), { code: 'plugin.service-twice' })
})

t.test('contributing to a point that nobody offers needs an optional plugin', async (t) => {
  const point = extensionPoint<object>('absent.kinds@1')
  const declaration = { contributes: [contribute(point, {})] }
  await t.rejects(createTestPortal({ plugins: [fixturePlugin(t, declaration)()] }), {
    code: 'plugin.unknown-extension-point',
  })
  const optional = fixturePlugin(t, declaration, { optional: { absent: '^1.0.0' } })
  const portal = await createTestPortal({ plugins: [optional()] })
  await portal.close()
})

t.test('two pages at one address are refused', async (t) => {
  const at = () => page({ path: '/same', area: 'citizen', allow: anyone, title: 'x' })
  const plugins = ['one', 'two'].map((id) => fixturePlugin(t, { pages: [at()] }, { id })())
  await t.rejects(createTestPortal({ plugins }), { code: 'portal.path-twice', message: /one.*two.*\/same/ })
})

t.test('what is no plugin is refused with its place in the list', async (t) => {
  const plugin = fixturePlugin(t, {})
  await t.rejects(createTestPortal({ deployment: { plugins: [plugin as never] } }), {
    code: 'plugin.not-a-plugin',
    message: /Entry 1/,
  })
})

t.test('a plugin that fails in start stops the start and is named', async (t) => {
  const plugin = fixturePlugin(t, {
    start() {
      throw new Error('no calendar')
    },
  })
  await t.rejects(createTestPortal({ plugins: [plugin()] }), {
    code: 'plugin.start-failed',
    message: /fixture.*no calendar/,
  })
})

t.test('a role with a permission nobody knows is refused', async (t) => {
  await t.rejects(createTestPortal({ deployment: { roles: { clerk: ['typo.read'] } } }), {
    code: 'portal.role-permission-unknown',
  })
})
