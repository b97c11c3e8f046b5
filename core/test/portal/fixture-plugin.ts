import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Test } from 'tap'
import type { TObject } from '../../src/base/schema.ts'
import { definePlugin } from '../../src/plugin/define-plugin.ts'
import type { PluginDeclaration } from '../../src/plugin/define-plugin.ts'
import type { Manifest } from '../../src/plugin/manifest.ts'

/** A plugin for one test, with a package.json of its own in a temporary folder. */
export function fixturePlugin<S extends TObject>(
  t: Test,
  declaration: PluginDeclaration<S>,
  manifest: Partial<Manifest> = {},
  /** What else stands in its package.json, and packages in its own node_modules. */
  { libraries = [], ...rest }: { peerDependencies?: Record<string, string>; libraries?: readonly string[] } = {},
) {
  const id = manifest.id ?? 'fixture'
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-plugin-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const contents = { name: `@example/${id}`, version: '1.0.0', kreiswerk: { id, contract: 1, ...manifest }, ...rest }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(contents))
  for (const library of libraries) {
    mkdirSync(join(folder, 'node_modules', library), { recursive: true })
    writeFileSync(join(folder, 'node_modules', library, 'package.json'), '{"version":"1.0.0"}')
  }
  return definePlugin({ url: pathToFileURL(join(folder, 'src', 'plugin.ts')).href }, declaration)
}
