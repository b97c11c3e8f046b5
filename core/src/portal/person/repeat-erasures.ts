import type { Runtime } from '../../action/runtime.ts'
import { systemActor } from '../../auth/actor.ts'
import { existingAccounts } from '../../auth/erase-account.ts'
import { newId } from '../../base/id.ts'
import type { InstalledPlugin } from '../../plugin/installed-plugin.ts'
import { deletionListFile, noteErasures, replayErasures } from '../../vault/deletion-list.ts'
import { erasePerson } from './person-data.ts'

/**
 * An older database brings back whom it did not know to be erased: their keys are destroyed again, and what stands under
 * their accounts is erased again. Afterwards the list knows all that this database knows.
 */
export async function repeatErasures(
  runtime: Runtime,
  plugins: readonly InstalledPlugin[],
  dataFolder: string,
): Promise<void> {
  const file = deletionListFile(dataFolder)
  const revived = await replayErasures(runtime.database, file)
  if (revived.length > 0) runtime.log.warn({ count: revived.length }, 'an older database: erasures are repeated')
  const cause = { actor: systemActor, name: 'core.repeatErasure', correlationId: newId() }
  for (const accountId of await existingAccounts(runtime.database.em(), revived)) {
    await erasePerson({ runtime, plugins, cause }, { accountId, email: null })
  }
  await noteErasures(runtime.database, file)
}
