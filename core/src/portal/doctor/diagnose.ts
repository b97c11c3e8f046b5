import type { Clock } from '../../base/clock.ts'
import { assemble } from '../assemble.ts'
import { assertDeployment } from '../check-deployment.ts'
import { assertMembers } from '../config-members.ts'
import type { Deployment } from '../deployment.ts'
import type { Environment } from '../environment.ts'
import { createKernelPlugin } from '../kernel-plugin.ts'
import { entitiesOf } from '../schema-set.ts'
import { checkDatabase } from './check-database.ts'
import { checkDisk, checkKeys, checkWritten } from './check-folder.ts'
import { checkIdentity, checkMail, checkPayments } from './check-providers.ts'
import type { Finding } from './finding.ts'
import { checked, ok, warning } from './finding.ts'

interface DiagnoseOptions {
  folder: string
  environment: Pick<Environment, 'origin' | 'dataFolder' | 'database'>
  clock: Clock
}

/** Looks at everything a portal needs, whether it runs or not, and changes nothing. */
export async function diagnose(
  deployment: Deployment,
  { folder, environment, clock }: DiagnoseOptions,
): Promise<Finding[]> {
  const { origin, dataFolder, database: url } = environment
  assertMembers(deployment)
  const kernel = createKernelPlugin(deployment, { folder, dataFolder })
  const assembly = assemble(deployment.plugins, kernel)
  const { plugins } = assembly
  const settings = await checked('settings', 'Mend the config', async () => {
    assertDeployment(deployment, assembly, folder)
    return [ok('settings', `${plugins.length - 1} plugins fit together`), ...exposures(deployment, origin)]
  })
  const folderAdvice = 'Check the data folder and its rights'
  const [database, disk, written, ...providers] = await Promise.all([
    checkDatabase({ url, entities: entitiesOf(plugins), plugins, dataFolder, clock }),
    checked('disk', folderAdvice, () => checkDisk(dataFolder)),
    checked('disk', folderAdvice, () => checkWritten(dataFolder, foldersWritten(deployment))),
    checkMail(deployment.mail),
    checkPayments(deployment.payments),
    checkIdentity(deployment.identity),
  ])
  deployment.mail?.close()
  const keys = await checked('keys', folderAdvice, () => checkKeys(dataFolder, database.logBegun))
  return [...settings, ...disk, ...written, ...keys, ...database.findings, ...providers.flat()]
}

const foldersWritten = ({ blobs, mail }: Deployment): string[] => [
  'audit',
  'uploads',
  ...(blobs === undefined ? ['blobs'] : []),
  ...(mail === undefined ? ['mail'] : []),
]

function exposures({ developmentMailbox }: Deployment, origin: string): Finding[] {
  const { protocol, hostname } = new URL(origin)
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1'
  return [
    ...(protocol === 'https:' || isLocal
      ? []
      : [warning('settings', `${origin} is not encrypted`, 'Set KREISWERK_ORIGIN to an https address')]),
    ...(developmentMailbox === true && !isLocal
      ? [warning('settings', 'everybody can read mails', 'Set a mail server; take "developmentMailbox" out')]
      : []),
  ]
}
