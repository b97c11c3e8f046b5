import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readFileSync } from 'node:fs'
import type { InstalledPlugin } from '../plugin/installed-plugin.ts'
import { readUiFiles, requireUiFiles } from '../web/ui-files.ts'
import type { UiFiles } from '../web/ui-files.ts'

/** The folder of the ui-kit that the kernel itself uses. */
export const kitFolder = dirname(createRequire(import.meta.url).resolve('@kreiswerk/ui-kit/package.json'))

/** The browser files of the kit and of every plugin that has some, by plugin id. */
export function collectUi(plugins: readonly InstalledPlugin[]): Map<string, UiFiles> {
  const { version } = JSON.parse(readFileSync(join(kitFolder, 'package.json'), 'utf8')) as { version: string }
  const ui = new Map([['ui-kit', requireUiFiles('ui-kit', version, join(kitFolder, 'dist', 'browser'))]])
  for (const { id, package: packaged } of plugins) {
    const files = readUiFiles(id, packaged.version, join(packaged.folder, 'dist', 'ui'))
    if (files !== undefined) ui.set(id, files)
  }
  return ui
}
