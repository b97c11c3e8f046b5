import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { InstalledPlugin } from '../plugin/installed-plugin.ts'
import { Messages } from '../web/messages.ts'
import { corePackage } from './core-package.ts'
import { kitFolder } from './site-ui.ts'

/** The words of kit, kernel and plugins; the kernel's come after the kit's and may replace them. */
export function collectMessages(plugins: readonly InstalledPlugin[]): Messages {
  const messages = new Messages()
  messages.addFolder('core', join(kitFolder, 'locales'))
  messages.addFolder('core', join(corePackage.folder, 'locales'))
  for (const { id, package: packaged } of plugins) {
    const folder = join(packaged.folder, 'locales')
    if (id !== 'core' && existsSync(folder)) messages.addFolder(id, folder)
  }
  return messages
}
