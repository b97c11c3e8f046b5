import { truncateWriteAheadLog } from '../storage/truncate-write-ahead-log.ts'
import { masterKeyFile } from '../vault/master-keys.ts'
import { finishRotation, startRotation } from '../vault/rotation.ts'
import { withStorage } from './open-storage.ts'

/** Makes a new master key and wraps all data keys with it, also while the portal runs; says what to do next. */
export const keysRotate = (folder: string): Promise<number> =>
  withStorage(folder, async ({ database, environment }) => {
    const file = masterKeyFile(environment.dataFolder)
    const { masterKeyId, wrapped } = await startRotation(database, file)
    process.stdout.write(`${wrapped} data keys wrapped with the new master key ${masterKeyId}.\n`)
    process.stdout.write('Running portals use it from now on; they need no restart.\n')
    process.stdout.write(`If older backups of the database need the old keys, keep a copy of ${file}.\n`)
    process.stdout.write('Then run "kreiswerk keys rotate --finish": it removes the old master keys.\n')
    return 0
  })

/** Removes the old master keys once nothing needs them any more, also while the portal runs. */
export const finishKeysRotate = (folder: string): Promise<number> =>
  withStorage(folder, async ({ database, environment }) => {
    const file = masterKeyFile(environment.dataFolder)
    const { removed, wrapped } = await finishRotation(database, file)
    // There the data keys still lie as the old master keys have wrapped them.
    await truncateWriteAheadLog(database)
    process.stdout.write(
      removed === 0
        ? `There is nothing to finish: ${file} holds one master key.\n`
        : `${wrapped} data keys wrapped anew, old master keys removed from ${file}: ${removed}.\n`,
    )
    return 0
  })
