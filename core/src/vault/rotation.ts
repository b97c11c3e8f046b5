import type { Database, EntityManager } from '../storage/database.ts'
import { unitOfWork } from '../storage/unit-of-work.ts'
import { errors } from './errors.ts'
import { holdDataKeys } from './hold-data-keys.ts'
import { newMasterKey, readKeys, writeMasterKeys } from './master-keys.ts'
import { isOtherMasterNamed, rewrapKeys } from './vault.ts'

const batch = 500

/**
 * Puts a new master key first into the file and wraps all data keys with it; sealed values stay as they are. Until
 * `finishRotation` the file holds the old keys as well, so that it may break off at any point. The vault must be open
 * on this file.
 */
export async function startRotation(
  database: Database,
  file: string,
): Promise<{ masterKeyId: string; wrapped: number }> {
  const fresh = newMasterKey()
  // The file is written while the keys are held, so that two rotations at once do not lose each other's key. It comes
  // last in the unit of work, after everything that could make it run again.
  await unitOfWork(database, async (em) => {
    await holdDataKeys(em)
    await writeMasterKeys(file, [fresh, ...(await keysIn(file))])
  })
  return { masterKeyId: fresh.id, wrapped: await rewrapAll(database) }
}

/**
 * Wraps what an old master key still wraps, then removes the old keys from the file. No key that a data key names is
 * removed, also none of a transaction that runs meanwhile; portals may run.
 */
export async function finishRotation(database: Database, file: string): Promise<{ removed: number; wrapped: number }> {
  let wrapped = 0
  for (;;) {
    wrapped += await rewrapAll(database)
    const removed = await unitOfWork(database, (em) => removeOldKeys(em, file))
    if (removed !== null) return { removed, wrapped }
  }
}

async function rewrapAll(database: Database): Promise<number> {
  let wrapped = 0
  for (let done = -1; done !== 0;) {
    done = await unitOfWork(database, (em) => rewrapKeys(em, batch))
    wrapped += done
  }
  return wrapped
}

/** How many it has removed; `null` when a data key names one of them. It changes no row: there is nothing to commit. */
async function removeOldKeys(em: EntityManager, file: string): Promise<number | null> {
  await holdDataKeys(em)
  const [active, ...old] = await keysIn(file)
  if (await isOtherMasterNamed(em, active!.id)) return null
  if (old.length > 0) await writeMasterKeys(file, [active!])
  return old.length
}

async function keysIn(file: string) {
  const keys = await readKeys(file)
  if (keys === null) throw errors.masterKeyLost({ file })
  return keys
}
