import type { EntitySchema } from '@mikro-orm/core'
import type { EntityManager } from '../storage/database.ts'
import { page } from '../storage/page.ts'
import type { Page, PageOptions } from '../storage/page.ts'
import { cappedCount } from '../storage/capped-count.ts'
import type { CappedCount } from '../storage/capped-count.ts'
import type { ColumnOf, ListQuery, RowOf } from '../storage/rows.ts'

/** Lists as plain rows: keyset pages and counts with a cap, so that nothing grows with the number of rows. */
export interface Rows {
  page<E extends EntitySchema, C extends ColumnOf<E> = ColumnOf<E>>(
    entity: E,
    options: PageOptions<RowOf<E>, C>,
  ): Promise<Page<Pick<RowOf<E>, C>>>
  count<E extends EntitySchema>(
    entity: E,
    where?: (query: ListQuery<RowOf<E>>) => ListQuery<RowOf<E>>,
    cap?: number,
  ): Promise<CappedCount>
}

export const createRows = (em: EntityManager): Rows => ({
  page: (entity, options) => page(em, entity, options),
  count: (entity, where, cap) => cappedCount(em, entity, where, cap),
})
