import { destroyKeys } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { rows } from '../rows.ts'

/** Takes entries off every list; nothing of them stays, and nobody can open what a backup still has. */
export async function removeEntries(em: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await rows(em).deleteFrom('appointments_entry_place').where('entryId', 'in', ids).execute()
  await rows(em).deleteFrom('appointments_entry_share').where('entryId', 'in', ids).execute()
  await rows(em).deleteFrom('appointments_entry').where('id', 'in', ids).execute()
  await destroyKeys(em, ids)
}
