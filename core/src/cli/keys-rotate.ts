import { unitOfWork } from '../storage/unit-of-work.ts'
import { fixedMasterKeys, masterKeyFile, newMasterKey, readKeys, writeMasterKeys } from '../vault/master-keys.ts'
import { openVault, rewrapKeys } from '../vault/vault.ts'
import { withStorage } from './open-storage.ts'

const batch = 500

/**
 * Makes a new master key and wraps all data keys with it; sealed values stay as they are. Broken off, it is finished by
 * running it again: until the last data key is wrapped anew, the file holds all master keys.
 */
export const keysRotate = (folder: string): Promise<number> =>
  withStorage(folder, async ({ database, environment }) => {
    const file = masterKeyFile(environment.dataFolder)
    const fresh = newMasterKey()
    const keys = [fresh, ...((await readKeys(file)) ?? [])]
    await writeMasterKeys(file, keys)
    openVault(database, fixedMasterKeys(keys))
    let wrapped = 0
    for (let done = -1; done !== 0; wrapped += done) {
      done = await unitOfWork(database, (em) => rewrapKeys(em, batch))
    }
    process.stdout.write(`${wrapped} data keys wrapped with the new master key ${fresh.id}.\n`)
    process.stdout.write(`Restart every portal process, then remove the old lines from ${file}.\n`)
    return 0
  })
