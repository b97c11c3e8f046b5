import type { Actor } from '../../auth/actor.ts'
import { newId } from '../../base/id.ts'
import { service } from '../../base/reference.ts'
import { deletionListFile } from '../../vault/deletion-list.ts'
import { settleErasure } from '../../vault/settle-erasures.ts'
import type { PersonOptions } from './person-data.ts'

/** Gives the pages about people what reaches all plugins, once the portal is put together. */
export interface PersonDesk {
  /** For something that `actor` does; `name` is the action's id. */
  optionsFor(actor: Actor, name: string): PersonOptions
  /** Takes what was erased into the list beside the database, and out of the database's log. */
  settleErasure(): Promise<void>
  open(portal: Pick<PersonOptions, 'runtime' | 'plugins'> & { dataFolder: string }): void
}

export const personDesk = service<PersonDesk>('core.person-desk@1')

export function createPersonDesk(): PersonDesk {
  let portal: Parameters<PersonDesk['open']>[0]
  return {
    optionsFor: (actor, name) => ({ ...portal, cause: { actor, name, correlationId: newId() } }),
    async settleErasure() {
      await settleErasure(portal.runtime.database, deletionListFile(portal.dataFolder))
    },
    open(opened) {
      portal = opened
    },
  }
}
