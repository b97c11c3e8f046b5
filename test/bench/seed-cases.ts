import { newId } from '../../core/src/base/id.ts'
import type { Database } from '../../core/src/storage/database.ts'
import { rowsOf } from '../../core/src/storage/rows.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { sealRow } from '../../core/src/vault/vault.ts'
import { Case } from '../../plugins/online-service/src/case/case.ts'
import type { CaseRow, Tables } from '../../plugins/online-service/src/case/rows.ts'

const batch = 100
export const department = 'stadt/fb70/'

/** Files so many cases that are open, a minute between each and the next. */
export async function seedCases(database: Database, count: number, now: Date): Promise<void> {
  for (let from = 0; from < count; from += batch) {
    await unitOfWork(database, async (em) => {
      const rows = []
      for (let at = from; at < Math.min(from + batch, count); at += 1)
        rows.push(await sealRow(em, Case, caseOf(at, now)))
      await rowsOf<Tables>(em).insertInto('online_service_case').values(rows).execute()
    })
  }
}

/** After which moment (milliseconds) and id the last full page of the worklist begins. */
export async function deepestPage(database: Database): Promise<{ at: number; id: string }> {
  const row = await rowsOf<Tables>(database.em())
    .selectFrom('online_service_case')
    .select(['submittedAt', 'id'])
    .where('unit', '=', department)
    .orderBy('submittedAt', 'desc')
    .offset(25)
    .limit(1)
    .executeTakeFirstOrThrow()
  return { at: row.submittedAt.getTime(), id: row.id }
}

function caseOf(number: number, now: Date): CaseRow {
  const submittedAt = new Date(now.getTime() - number * 60_000)
  const open = number % 2 === 0 ? ('received' as const) : ('in-progress' as const)
  return {
    id: newId(),
    trackingNumber: `TS-2026-${String(number).padStart(8, '0')}`,
    statusCode: 'ABCD-EFGH',
    service: 'sperrgut',
    serviceVersion: '1',
    title: 'Sperrgut abholen lassen',
    unit: number % 4 === 0 ? 'stadt/fb32/' : department,
    ownerId: newId(),
    applicantName: `Petra Musterfrau ${number}`,
    applicantEmail: 'petra@example.org',
    locale: 'de',
    answers: { remarks: 'Bitte früh am Morgen. '.repeat(10) },
    summary: [],
    fee: 1230,
    feeItems: [],
    claimId: null,
    stage: open,
    phase: 'work',
    payment: 'paid',
    assigneeId: null,
    assigneeName: null,
    outcome: null,
    reason: null,
    refundDue: false,
    submittedAt,
    receivedAt: submittedAt,
    decidedAt: null,
    retention: { draft: 'P30D', granted: 'P1Y', refused: 'P1Y' },
    keepUntil: null,
    receiptEntryId: null,
    revision: 1,
  }
}
