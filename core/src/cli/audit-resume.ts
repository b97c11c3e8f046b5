import { readFile } from 'node:fs/promises'
import { loadOrCreateKey, readPublicKey } from '../audit/key.ts'
import { settleLog } from '../audit/settle-log.ts'
import { systemClock } from '../base/clock.ts'
import { noLog } from './audit-verify.ts'
import { withStorage } from './open-storage.ts'

/** Lets a held audit log go on, when it continues the checkpoint in `file` or the loss of entries is accepted. */
export const auditResume = (folder: string, file?: string, loss?: string): Promise<number> =>
  withStorage(folder, async ({ database, environment: { dataFolder } }) => {
    if ((await readPublicKey(dataFolder)) === null) throw noLog({ folder: dataFolder })
    const newest = file === undefined ? null : await readFile(file, 'utf8')
    const key = await loadOrCreateKey(dataFolder, 'unused')
    const settled = await settleLog(database, { dataFolder, key, clock: systemClock, newest, loss: loss ?? null })
    process.stdout.write(`The audit log goes on with ${settled.size} entries.\n`)
    for (const place of settled.evidence) process.stdout.write(`Keep ${place}: it shows how long the log was.\n`)
    return 0
  })
