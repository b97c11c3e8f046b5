import { fileURLToPath } from 'node:url'
import type { ConfiguredPlugin } from '../plugin/define-plugin.ts'
import { readPluginPackage } from '../plugin/manifest.ts'
import type { Deployment } from '../portal/deployment.ts'
import { pluginFolderOf } from '../portal/find-package.ts'

/** The role of test portals that brings every permission of the plugins under test. */
export const clerkRole = 'clerk'

/** A small municipality: two departments, one role with every permission of its plugins. */
export function testDeployment(plugins: readonly ConfiguredPlugin[]): Deployment {
  const permissions = plugins.flatMap(({ module }) =>
    Object.keys(readPluginPackage(pluginFolderOf(module)).manifest.permissions ?? {}),
  )
  return {
    name: 'Teststadt',
    land: 'DE-NW',
    languages: ['de', 'en', 'de-simple'],
    texts: fileURLToPath(new URL('texts', import.meta.url)),
    units: {
      id: 'stadt',
      name: 'Teststadt',
      units: [
        { id: 'fb32', name: 'Sicherheit und Ordnung' },
        { id: 'fb70', name: 'Stadtbetrieb' },
      ],
    },
    roles: { [clerkRole]: permissions },
    mailFrom: 'Teststadt <portal@teststadt.example>',
    // A test is one network that does what a whole town does.
    networkLimits: 'lifted',
    identity: [],
    plugins,
  }
}
