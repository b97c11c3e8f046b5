import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
) {
  const id = manifest.id ?? 'fixture'
  const folder = mkdtempSync(join(tmpdir(), 'kreiswerk-plugin-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const contents = { name: `@example/${id}`, version: '1.0.0', kreiswerk: { id, contract: 1, ...manifest } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(contents))
  return definePlugin({ url: pathToFileURL(join(folder, 'src', 'plugin.ts')).href }, declaration)
}
