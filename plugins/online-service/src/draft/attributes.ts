import { rowsOf } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { Attribute } from './identity.ts'

interface Tables {
  core_attribute: Attribute & { accountId: string }
}

/** What identity providers have said about an account. */
export const attributesOf = (em: EntityManager, accountId: string): Promise<Attribute[]> =>
  rowsOf<Tables>(em)
    .selectFrom('core_attribute')
    .select(['name', 'value', 'trust'])
    .where('accountId', '=', accountId)
    .execute()
