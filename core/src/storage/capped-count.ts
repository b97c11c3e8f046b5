import type { EntitySchema } from '@mikro-orm/core'
import type { EntityManager } from './database.ts'
import { listQuery, rowsOf } from './rows.ts'
import type { ListQuery, RowOf } from './rows.ts'

export interface CappedCount {
  count: number
  /** Whether there are more than `count`. */
  capped: boolean
}

/** How many are counted, unless told. */
export const usualCap = 1000

/** What was found when one more than the cap was asked for. */
export const cappedAt = (found: number | string | bigint, cap = usualCap): CappedCount => ({
  count: Math.min(Number(found), cap),
  capped: Number(found) > cap,
})

/** How many rows `where` leaves, counted up to `cap`, so that a large table costs no more than a small one. */
export async function cappedCount<E extends EntitySchema>(
  em: EntityManager,
  entity: E,
  where: (query: ListQuery<RowOf<E>>) => ListQuery<RowOf<E>> = (query) => query,
  cap = usualCap,
): Promise<CappedCount> {
  const some = where(listQuery<RowOf<E>>(em, entity))
    .select((is) => is.lit(1).as('one'))
    .limit(cap + 1)
  const { found } = await rowsOf<Record<string, never>>(em)
    .selectFrom(some.as('some'))
    .select((is) => is.fn.countAll().as('found'))
    .executeTakeFirstOrThrow()
  return cappedAt(found, cap)
}

/** For commands and logs, e.g. `more than 1000`. */
export const sayCount = ({ count, capped }: CappedCount): string => (capped ? `more than ${count}` : String(count))
