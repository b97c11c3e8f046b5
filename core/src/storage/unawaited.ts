import { sql } from 'kysely'
import type { Expression } from 'kysely'

/** Ends the text of a statement nobody waits for. */
export const unawaitedMark = '/* unawaited */'

/**
 * Marks a statement as one whose result nobody looks at: on PostgreSQL it goes out together with the statements after it,
 * and its failure fails the commit.
 */
export const unawaited = <Query extends Modifiable>(query: Query): Query =>
  query.modifyEnd(sql`/* unawaited */`) as Query

export const isUnawaited = (text: string): boolean => text.endsWith(unawaitedMark)

interface Modifiable {
  modifyEnd(modifier: Expression<unknown>): unknown
}
