import type { Clock } from '../../base/clock.ts'
import { assemble } from '../assemble.ts'
import { assertDeployment } from '../check-deployment.ts'
import type { Deployment } from '../deployment.ts'
import type { Environment } from '../environment.ts'
import { createKernelPlugin } from '../kernel-plugin.ts'
import { entitiesOf } from '../schema-set.ts'
import { checkDatabase } from './check-database.ts'
import { checkDisk, checkKeys } from './check-folder.ts'
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
  const kernel = createKernelPlugin(deployment, { folder, dataFolder })
  const assembly = assemble(deployment.plugins, kernel)
  const { plugins } = assembly
  const settings = await checked('settings', 'Mend the config', async () => {
    assertDeployment(deployment, assembly)
    return [ok('settings', `${plugins.length - 1} plugins fit together`), ...exposures(deployment, origin)]
  })
  const findings = await Promise.all([
    checked('disk', 'Check the data folder and its rights', () => checkDisk(dataFolder)),
    checked('keys', 'Check the data folder and its rights', () => checkKeys(dataFolder)),
    checkDatabase({ url, entities: entitiesOf(plugins), plugins, dataFolder, clock }),
    checkMail(deployment.mail),
    checkPayments(deployment.payments),
    checkIdentity(deployment.identity),
  ])
  deployment.mail?.close()
  return [...settings, ...findings.flat()]
}

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
