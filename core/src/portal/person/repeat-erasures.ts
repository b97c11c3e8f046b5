import type { Runtime } from '../../action/runtime.ts'
import { systemActor } from '../../auth/actor.ts'
import { existingAccounts } from '../../auth/erase-account.ts'
import { newId } from '../../base/id.ts'
import type { InstalledPlugin } from '../../plugin/installed-plugin.ts'
import { unitOfWork } from '../../storage/unit-of-work.ts'
import { deletionListFile, noteErasures, revivedSubjects } from '../../vault/deletion-list.ts'
import { settleErasure } from '../../vault/settle-erasures.ts'
import { destroyKeys } from '../../vault/vault.ts'
import { erasePerson } from './person-data.ts'

/**
 * An older database brings back whom it did not know to be erased: what stands under their accounts is erased again, and
 * their keys are destroyed again. The keys come last, since they say who is left when this was broken off. Afterwards the
 * list knows all that this database knows.
 */
export async function repeatErasures(
  runtime: Runtime,
  plugins: readonly InstalledPlugin[],
  dataFolder: string,
): Promise<void> {
  const { database, log } = runtime
  const file = deletionListFile(dataFolder)
  const revived = await revivedSubjects(database, file)
  if (revived.length === 0) return void (await noteErasures(database, file))
  log.warn({ count: revived.length }, 'an older database: erasures are repeated')
  const cause = { actor: systemActor, name: 'core.repeatErasure', correlationId: newId() }
  for (const accountId of await existingAccounts(database.em(), revived)) {
    await erasePerson({ runtime, plugins, cause }, { accountId, email: null })
  }
  await unitOfWork(database, (em) => destroyKeys(em, revived))
  await settleErasure(database, file)
}
