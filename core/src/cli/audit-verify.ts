import { defineError } from '../base/error.ts'
import { checkpointFile } from '../audit/kept-checkpoint.ts'
import { readPublicKey } from '../audit/key.ts'
import { formatReport } from '../audit/report.ts'
import { verifyLog } from '../audit/verify.ts'
import { withStorage } from './open-storage.ts'

export const noLog = defineError(
  'audit.no-log',
  404,
  'There is no audit log in {folder}; has this portal been started?',
)

/** Checks the whole audit log and names every entry with which something is wrong; 0 when it is clean, else 3. */
export const auditVerify = (folder: string): Promise<number> =>
  withStorage(folder, async ({ database, environment: { dataFolder } }) => {
    const publicKey = await readPublicKey(dataFolder)
    if (publicKey === null) throw noLog({ folder: dataFolder })
    const secondCheckpoint = await checkpointFile(dataFolder).read()
    const report = await verifyLog(database.em(), { publicKey, secondCheckpoint }, showProgress)
    process.stdout.write(`${formatReport(report)}\n`)
    return report.ok ? 0 : 3
  })

function showProgress({ checked, size }: { checked: number; size: number }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${checked} of ${size} entries`)
}
