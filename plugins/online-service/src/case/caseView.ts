import { Type } from '@kreiswerk/core'
import type { Static } from '@kreiswerk/core'
import type { CurrentAnswer } from '../field/fieldType.ts'
import { FileView } from '../file/fileView.ts'
import type { CaseRow, EventRow, OutputRow } from './rows.ts'

const Instant = Type.String({ format: 'date-time' })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const Line = Type.Object({ name: Type.String(), label: Type.String(), value: Type.Array(Type.String()) })

export const StatusView = Type.Object({
  trackingNumber: Type.String(),
  title: Type.String(),
  stage: Type.String(),
  payment: Type.String(),
  outcome: Nullable(Type.String()),
  submittedAt: Instant,
  receivedAt: Nullable(Instant),
  decidedAt: Nullable(Instant),
})

/** How far a case is: all that number and status code open without login. */
export const statusOf = (row: Pick<CaseRow, keyof Static<typeof StatusView>>): Static<typeof StatusView> => ({
  trackingNumber: row.trackingNumber,
  title: row.title,
  stage: row.stage,
  payment: row.payment,
  outcome: row.outcome ?? null,
  submittedAt: row.submittedAt.toISOString(),
  receivedAt: row.receivedAt?.toISOString() ?? null,
  decidedAt: row.decidedAt?.toISOString() ?? null,
})

export const OutputView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  bytes: Type.Integer(),
  issuedAt: Instant,
})

const outputOf = ({ id, title, bytes, issuedAt }: OutputRow): Static<typeof OutputView> => ({
  id,
  title,
  bytes,
  issuedAt: issuedAt.toISOString(),
})

/** A line of the worklist. */
export const WorkItem = Type.Object({
  ...StatusView.properties,
  id: Type.String(),
  service: Type.String(),
  unit: Type.String(),
  applicantName: Type.String(),
  assigneeName: Nullable(Type.String()),
})

export const workItemColumns = Object.keys(WorkItem.properties) as (keyof Static<typeof WorkItem>)[]

export const workItemOf = (row: Pick<CaseRow, keyof Static<typeof WorkItem>>): Static<typeof WorkItem> => ({
  ...statusOf(row),
  id: row.id,
  service: row.service,
  unit: row.unit,
  applicantName: row.applicantName ?? '',
  assigneeName: row.assigneeName ?? null,
})

const Summary = Type.Array(
  Type.Object({
    id: Type.String(),
    title: Type.String(),
    lines: Type.Array(Line),
    rows: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), lines: Type.Array(Line) })),
  }),
)

/** Answers that may have changed since, such as an appointment that was moved. */
export const Current = Type.Array(
  Type.Object({
    name: Type.String(),
    label: Type.String(),
    value: Type.Array(Type.String()),
    link: Nullable(Type.Object({ label: Type.String(), href: Type.String() })),
  }),
)

const caseProperties = {
  ...StatusView.properties,
  id: Type.String(),
  service: Type.String(),
  summary: Summary,
  current: Current,
  /** In integer euro cents. */
  fee: Type.Integer(),
  feeItems: Type.Array(Type.Object({ label: Type.String(), quantity: Type.Integer(), amount: Type.Integer() })),
  reason: Nullable(Type.String()),
  /** What was attached, whatever became of it. */
  files: Type.Array(FileView),
  outputs: Type.Array(OutputView),
}

/** What belongs to a case and lies elsewhere. */
interface Belongings {
  files: readonly FileView[]
  outputs: readonly OutputRow[]
  current: readonly CurrentAnswer[]
}

const caseOf = (row: CaseRow, { files, outputs, current }: Belongings) => ({
  ...statusOf(row),
  id: row.id,
  service: row.service,
  summary: (row.summary ?? []) as Static<typeof Summary>,
  current: [...current],
  fee: row.fee,
  feeItems: row.feeItems.map(({ label, quantity, amount }) => ({ label: label.de, quantity, amount })),
  reason: row.reason ?? null,
  files: [...files],
  outputs: outputs.map(outputOf),
})

/** A case as its owner sees it. */
export const OwnCase = Type.Object({
  ...caseProperties,
  statusCode: Type.String(),
})

export const ownCaseOf = (row: CaseRow, belongings: Belongings): Static<typeof OwnCase> => ({
  ...caseOf(row, belongings),
  statusCode: row.statusCode,
})

/** A case as staff see it. */
export const StaffCase = Type.Object({
  ...caseProperties,
  unit: Type.String(),
  applicantName: Type.String(),
  applicantEmail: Nullable(Type.String()),
  assigneeName: Nullable(Type.String()),
  assignedToMe: Type.Boolean(),
  refundDue: Type.Boolean(),
  history: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      at: Instant,
      by: Nullable(Type.String()),
      text: Nullable(Type.String()),
    }),
  ),
})

export const staffCaseOf = (
  row: CaseRow,
  belongings: Belongings,
  history: readonly EventRow[],
  accountId: string | null,
): Static<typeof StaffCase> => ({
  ...caseOf(row, belongings),
  unit: row.unit,
  applicantName: row.applicantName ?? '',
  applicantEmail: row.applicantEmail ?? null,
  assigneeName: row.assigneeName ?? null,
  assignedToMe: row.assigneeId === accountId && accountId !== null,
  refundDue: row.refundDue,
  history: history.map(({ id, kind, at, by, text }) => ({
    id,
    kind,
    at: at.toISOString(),
    by: by ?? null,
    text: text ?? null,
  })),
})
