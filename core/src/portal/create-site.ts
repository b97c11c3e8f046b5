import { join, resolve } from 'node:path'
import type { Runtime } from '../action/runtime.ts'
import { createSessions } from '../auth/resolve-actor.ts'
import { createImportMap } from '../web/import-map.ts'
import type { Site } from '../web/site.ts'
import { createUploadFolder } from '../web/upload-folder.ts'
import type { Assembly } from './assemble.ts'
import type { Deployment } from './deployment.ts'
import type { PortalOptions } from './portal-options.ts'
import { collectMessages } from './site-messages.ts'
import { collectUi } from './site-ui.ts'

interface SiteParts extends Pick<Site, 'seal' | 'ready'> {
  deployment: Deployment
  assembly: Assembly
  runtime: Runtime
  options: PortalOptions
}

/** The portal as its web server shows it. */
export function createSite({ deployment, assembly, runtime, options, seal, ready }: SiteParts): Site {
  const { plugins, actions, pages } = assembly
  const { database, clock, origin } = runtime
  const secure = origin.startsWith('https:')
  const ui = collectUi(plugins)
  return {
    runtime,
    identity: {
      name: deployment.name,
      languages: deployment.languages,
      notice: deployment.notice,
      theme: deployment.theme,
      icon: deployment.icon,
      securityContact: deployment.securityContact,
      assets: deployment.assets === undefined ? undefined : resolve(options.folder, deployment.assets),
    },
    actions,
    pages,
    messages: collectMessages(plugins),
    sessions: createSessions({ database, clock, roles: deployment.roles, secure }),
    seal,
    ui,
    importMap: createImportMap(ui.values()),
    uploads: createUploadFolder(join(options.dataFolder, 'uploads')),
    secure,
    formTargets: [
      ...(deployment.payments?.pageOrigins ?? []),
      ...deployment.identity.flatMap(({ origins }) => origins),
    ],
    ready,
  }
}
