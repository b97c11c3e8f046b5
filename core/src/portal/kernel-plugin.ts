import { join, resolve } from 'node:path'
import type { TObject } from '../base/schema.ts'
import { administerAccounts } from '../auth/administration.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { provide } from '../plugin/define-plugin.ts'
import type { PluginDeclaration } from '../plugin/define-plugin.ts'
import type { InstalledPlugin } from '../plugin/installed-plugin.ts'
import { accountActions, allAccountPages, provideAccountDesk } from './account/account-module.ts'
import { passwordJobs } from './account/password-actions.ts'
import { accountCards } from './account/account-page.ts'
import { administer, operationActions } from './administration/operation-actions.ts'
import { createOperationDesk, operationDesk } from './administration/operation-desk.ts'
import type { OperationDesk } from './administration/operation-desk.ts'
import { operationPage } from './administration/operation-page.ts'
import { corePackage } from './core-package.ts'
import type { Deployment } from './deployment.ts'
import { homePage } from './home/home-page.ts'
import { staffHomePage } from './home/staff-home-page.ts'
import { staffCards, startCards } from './home/start-card.ts'
import { legalPages } from './legal/legal-pages.ts'
import { createTexts, texts } from './legal/texts.ts'
import { mailbox, mailboxPages } from './mailbox/mailbox-pages.ts'
import { createLogKey, logKey } from './proof/log-key.ts'
import { erasePersons, personActions } from './person/person-actions.ts'
import { createPersonDesk, personDesk } from './person/person-desk.ts'
import type { PersonDesk } from './person/person-desk.ts'
import { personPages } from './person/person-pages.ts'
import { checkReceipt, readCheckpoint, readLogKey } from './proof/proof-actions.ts'
import { proofPage } from './proof/proof-page.ts'

/** What the kernel's own pages ask for; a deployment grants it with its roles like any plugin's. */
const kernelPermissions = {
  [administer]: 'Look after the running portal: failed work, unclear payments',
  [administerAccounts]: 'Invite staff, give and take roles, disable and recover accounts, end sessions',
  [erasePersons]: 'Look citizens up, hand out what is kept about them, erase it',
}

interface KernelPluginOptions {
  folder: string
  dataFolder: string
}

/** The kernel's own pages and actions, as a plugin like any other: start page, legal pages, accounts, proofs. */
export function createKernelPlugin(
  deployment: Deployment,
  options: KernelPluginOptions,
  operation: OperationDesk = createOperationDesk(),
  persons: PersonDesk = createPersonDesk(),
): InstalledPlugin {
  const declaration: PluginDeclaration<TObject> = {
    extensionPoints: [startCards, staffCards, accountCards],
    provides: [
      provide(texts, () => createTexts(resolve(options.folder, deployment.texts))),
      provide(logKey, () => createLogKey(options.dataFolder)),
      provideAccountDesk(deployment),
      provide(operationDesk, () => operation),
      provide(personDesk, () => persons),
      provide(mailbox, () => openMailbox(join(options.dataFolder, 'mail'))),
    ],
    actions: { ...accountActions, ...operationActions, ...personActions, readLogKey, readCheckpoint, checkReceipt },
    pages: [
      homePage,
      staffHomePage,
      ...legalPages,
      proofPage,
      ...allAccountPages,
      operationPage,
      ...personPages,
      ...(deployment.developmentMailbox === true ? mailboxPages : []),
    ],
    jobs: passwordJobs,
  }
  return {
    id: 'core',
    package: {
      ...corePackage,
      manifest: { id: 'core', contract: 1, tables: 'core_', permissions: kernelPermissions },
      peerDependencies: {},
    },
    declaration,
    settings: {},
  }
}
