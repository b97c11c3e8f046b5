import { holdRestored } from '../audit/hold-restored.ts'
import { loadOrCreateKey, readPublicKey } from '../audit/key.ts'
import { systemClock } from '../base/clock.ts'
import { noLog } from './audit-verify.ts'
import { withStorage } from './open-storage.ts'

/** Holds the audit log of a database that was restored by other means than `kreiswerk restore`, and says what is next. */
export const auditHold = (folder: string): Promise<number> =>
  withStorage(folder, async ({ database, environment: { dataFolder } }) => {
    if ((await readPublicKey(dataFolder)) === null) throw noLog({ folder: dataFolder })
    const key = await loadOrCreateKey(dataFolder, 'unused')
    const size = await holdRestored(database, { dataFolder, key, clock: systemClock })
    process.stdout.write(
      `The audit log is held with ${size} entries; the portal does not start meanwhile.\n` +
        'Next: "kreiswerk audit resume" with the newest checkpoint there is, see docs/operate.md.\n',
    )
    return 0
  })
