import { resolve } from 'node:path'
import type { TObject } from '../base/schema.ts'
import { provide } from '../plugin/define-plugin.ts'
import type { PluginDeclaration } from '../plugin/define-plugin.ts'
import type { InstalledPlugin } from '../plugin/installed-plugin.ts'
import { corePackage } from './core-package.ts'
import type { Deployment } from './deployment.ts'
import { homePage } from './home/home-page.ts'
import { staffHomePage } from './home/staff-home-page.ts'
import { staffCards, startCards } from './home/start-card.ts'
import { legalPages } from './legal/legal-pages.ts'
import { createTexts, texts } from './legal/texts.ts'

/** The kernel's own pages and actions, as a plugin like any other: start page, legal pages, accounts, proofs. */
export function createKernelPlugin(deployment: Deployment, options: { folder: string }): InstalledPlugin {
  const declaration: PluginDeclaration<TObject> = {
    extensionPoints: [startCards, staffCards],
    provides: [provide(texts, () => createTexts(resolve(options.folder, deployment.texts)))],
    pages: [homePage, staffHomePage, ...legalPages],
  }
  return {
    id: 'core',
    package: {
      ...corePackage,
      manifest: { id: 'core', contract: 1, tables: 'core_', permissions: {} },
      peerDependencies: {},
    },
    declaration,
    settings: {},
  }
}
