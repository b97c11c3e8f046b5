import type { Kysely } from 'kysely'
import type { EntityManager } from './database.ts'

export { cappedCount, page } from './page.ts'
export type { CappedCount, ListQuery, Page, PageOptions, RowOf } from './page.ts'

/**
 * Kysely over the tables declared in `Tables` (table name → row with the entities' property names), within the unit of
 * work of `em` if there is one. Dates, booleans and JSON come and go as the entities have them, on both engines.
 */
export const rowsOf = <Tables>(em: EntityManager): Kysely<Tables> =>
  em.getKysely<Tables, typeof converted>(converted) as Kysely<Tables>

const converted = { columnNamingStrategy: 'property', convertValues: true } as const
