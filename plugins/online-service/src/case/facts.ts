import { createHash } from 'node:crypto'
import type { CaseRow } from './rows.ts'

/** What the receipt proves: which application came when, with which answers (by hash), for which fee. */
export const factsOf = (row: CaseRow) => ({
  trackingNumber: row.trackingNumber,
  service: `${row.service}@${row.serviceVersion}`,
  answersHash: createHash('sha256').update(JSON.stringify(row.answers)).digest('hex'),
  fee: row.fee,
})
