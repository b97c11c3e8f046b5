import { sql } from 'kysely'
import type { InsertQueryBuilder } from 'kysely'

/** Ends the text of an insert nobody waits for. */
export const unawaitedMark = '/* unawaited */'

/**
 * Marks an insert as one whose result nobody looks at: on PostgreSQL it goes out together with the statements after it, and
 * its failure fails the commit.
 */
export const unawaited = <DB, Table extends keyof DB, Result>(
  insert: InsertQueryBuilder<DB, Table, Result>,
): InsertQueryBuilder<DB, Table, Result> => insert.modifyEnd(sql`/* unawaited */`)

export const isUnawaited = (text: string): boolean => text.endsWith(unawaitedMark)
