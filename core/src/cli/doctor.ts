import { isError } from '../base/error.ts'
import { systemClock } from '../base/clock.ts'
import { diagnose } from '../portal/doctor/diagnose.ts'
import { problem } from '../portal/doctor/finding.ts'
import type { Finding } from '../portal/doctor/finding.ts'
import { readEnvironment } from '../portal/environment.ts'
import { loadDeployment } from '../portal/load-deployment.ts'

/** Prints what every check found, a line each; 3 when there is a problem, else 0. */
export async function doctor(folder: string): Promise<number> {
  const findings = await examine(folder)
  for (const finding of findings) process.stdout.write(`${lineOf(finding)}\n`)
  return findings.some(({ health }) => health === 'problem') ? 3 : 0
}

async function examine(folder: string): Promise<Finding[]> {
  try {
    const deployment = await loadDeployment(folder)
    const environment = readEnvironment(process.env, folder, deployment.database)
    return await diagnose(deployment, { folder, environment, clock: systemClock })
  } catch (error) {
    return [problem('settings', sentenceOf(error), 'Mend this first; the other checks come after it')]
  }
}

// What a config throws may have several lines; each finding is one.
const sentenceOf = (error: unknown): string =>
  (isError(error) ? `${error.code}: ${error.message}` : String(error)).replaceAll(/\s*\n\s*/g, ' ')

const lineOf = ({ check, health, found, advice }: Finding): string =>
  `${health.padEnd(8)} ${check.padEnd(10)} ${found}${advice === undefined ? '' : `. ${advice}`}`
