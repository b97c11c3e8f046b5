import { sealColumns } from '@kreiswerk/core'
import type { Migration } from '@kreiswerk/core'

/** What people wrote lay in the clear; it may name them. */
export const m0003SealedWords: Migration = {
  name: '0003-sealed-words',
  up: (db, vault) =>
    sealColumns(db, vault, { table: 'feedback_report', subject: 'id', columns: { text: 'text', answer: 'answer' } }),
}
