import { sealColumns } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

/** Where somebody met a barrier is typed by hand, and may name them. */
export const m0004SealedPages: Migration = {
  name: '0004-sealed-pages',
  up: (db, vault) => sealColumns(db, vault, { table: 'feedback_report', subject: 'id', columns: { page: 'page' } }),
}
