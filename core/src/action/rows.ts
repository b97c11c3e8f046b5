import type { EntityManager } from '../storage/database.ts'
import { cappedCount, page } from '../storage/rows.ts'

/** Lists as plain rows: keyset pages and counts with a cap, so that nothing grows with the number of rows. */
export interface Rows {
  page: OmitFirst<typeof page>
  count: OmitFirst<typeof cappedCount>
}

type OmitFirst<F> = F extends (em: EntityManager, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never

export const createRows = (em: EntityManager): Rows => ({
  page: (...rest) => page(em, ...rest),
  count: (...rest) => cappedCount(em, ...rest),
})
