import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { assertCompatible } from '../../src/plugin/compatibility.ts'
import { orderPlugins } from '../../src/plugin/graph.ts'
import { readPluginPackage } from '../../src/plugin/manifest.ts'
import type { Manifest, PluginPackage } from '../../src/plugin/manifest.ts'

const kernel = (folder: string) => ({ version: '1.4.2', folder })

function plugin(id: string, manifest: Partial<Manifest> = {}, rest: Partial<PluginPackage> = {}) {
  return {
    name: `@example/${id}`,
    version: '2.0.0',
    folder: '/nowhere/plugin',
    peerDependencies: { '@kreiswerk/core': '^1.0.0' },
    manifest: { id, contract: 1, ...manifest },
    ...rest,
  }
}

const packaged = (one: PluginPackage) => ({ package: one })

t.test('a plugin of a contract generation this kernel cannot read is refused', async (t) => {
  const future = plugin('future', { contract: 7 })
  t.throws(() => assertCompatible([future], kernel('/nowhere/core')), {
    code: 'plugin.contract-generation',
    message: /@example\/future is written for generation 7/,
  })
})

t.test('a plugin that needs another kernel is refused with both versions', async (t) => {
  const other = plugin('other', {}, { peerDependencies: { '@kreiswerk/core': '^2.0.0' } })
  t.throws(() => assertCompatible([other], kernel('/nowhere/core')), {
    code: 'plugin.core-range',
    message: /\^2\.0\.0.*1\.4\.2/,
  })
})

t.test('a second physical copy of a shared library is refused with its place', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-copies-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  for (const place of ['.', 'plugin']) {
    const library = join(folder, place, 'node_modules', '@mikro-orm', 'core')
    mkdirSync(library, { recursive: true })
    writeFileSync(join(library, 'package.json'), '{"version":"7.2.1"}')
  }
  const second = plugin('second', {}, { folder: `${folder}/plugin` })
  t.throws(() => assertCompatible([second], kernel(`${folder}/core`)), {
    code: 'plugin.second-copy',
    message: /@mikro-orm\/core.*plugin\/node_modules/,
  })
})

t.test('two plugins never share an id, a table prefix or an element prefix', async (t) => {
  const pairs = [
    [plugin('one'), { ...plugin('one'), name: '@other/one' }],
    [plugin('one', { tables: 'same_' }), plugin('two', { tables: 'same_' })],
    [plugin('one', { elements: 'same-' }), plugin('two', { elements: 'same-' })],
    [plugin('one', { tables: 'post_' }), plugin('two', { tables: 'post_box_' })],
    [plugin('one', { elements: 'post-box-' }), plugin('two', { elements: 'post-' })],
    [plugin('core')],
    [plugin('ui-kit')],
    [plugin('one', { tables: 'core_' })],
    [plugin('one', { elements: 'kw-' })],
  ]
  for (const pair of pairs) {
    t.throws(() => assertCompatible(pair, kernel('/nowhere/core')), { code: 'plugin.clash' })
  }
})

t.test('whoever is needed starts first, otherwise by id', async (t) => {
  const plugins = [
    plugin('b', { requires: { c: '^2.0.0' } }),
    plugin('a'),
    plugin('c', { optional: { absent: '*' } }),
  ].map(packaged)
  t.same(
    orderPlugins(plugins).map((one) => one.package.manifest.id),
    ['a', 'c', 'b'],
  )
})

t.test('a missing, a wrong and a circular requirement are each named', async (t) => {
  const missing = [plugin('a', { requires: { absent: '^1.0.0' } })].map(packaged)
  t.throws(() => orderPlugins(missing), { code: 'plugin.requirement-missing', message: /plugin a needs absent/ })
  const wrong = [plugin('a', { requires: { b: '^3.0.0' } }), plugin('b')].map(packaged)
  t.throws(() => orderPlugins(wrong), {
    code: 'plugin.requirement-range',
    message: /b \^3\.0\.0, installed is 2\.0\.0/,
  })
  const circle = [plugin('a', { requires: { b: '*' } }), plugin('b', { requires: { a: '*' } })].map(packaged)
  t.throws(() => orderPlugins(circle), { code: 'plugin.cycle', message: /a → b → a/ })
})

t.test('a manifest is read from package.json and checked before any code runs', async (t) => {
  const folder = t.testdir({
    none: { 'package.json': '{"name":"none","version":"1.0.0"}' },
    bad: { 'package.json': '{"name":"bad","version":"1.0.0","kreiswerk":{"id":"Bad Id","contract":1}}' },
    typo: { 'package.json': '{"name":"typo","version":"1.0.0","kreiswerk":{"id":"typo","contract":1,"table":"x_"}}' },
    good: { 'package.json': '{"name":"good","version":"1.0.0","kreiswerk":{"id":"good","contract":1}}' },
  })
  t.throws(() => readPluginPackage(`${folder}/none`), { code: 'plugin.manifest-missing' })
  t.throws(() => readPluginPackage(`${folder}/bad`), { code: 'plugin.manifest-invalid', message: /\/id pattern/ })
  t.throws(() => readPluginPackage(`${folder}/typo`), { code: 'plugin.manifest-invalid', message: /\/table/ })
  t.match(readPluginPackage(`${folder}/good`), { name: 'good', manifest: { id: 'good' } })
})
