import type { OpeningException, OpeningRule, Staffing } from './rule.ts'
import type { Schedule } from './opening.ts'

/** A weekly rule as staff type it. */
export type RuleInput = Omit<OpeningRule, 'id' | 'office'>

/** An exception as staff type it; hours and desks are `null` where the office is closed. */
export interface ExceptionInput {
  readonly kind: OpeningException['kind']
  readonly group: string | null
  readonly firstDay: string
  readonly lastDay: string
  readonly from: string | null
  readonly to: string | null
  readonly publicLanes: number | null
  readonly internalLanes: number | null
  readonly reason: string
}

/** One change of an office's schedule: something new without `id`, gone where nothing comes in its place. */
export type ScheduleChange =
  | { readonly kind: 'rule'; readonly id: string | null; readonly rule: RuleInput | null }
  | { readonly kind: 'exception'; readonly id: string | null; readonly exception: ExceptionInput | null }

/** The schedule after a change; what is new has the id `newId`. */
export function changed(office: string, schedule: Schedule, change: ScheduleChange, newId: string): Schedule {
  const id = change.id ?? newId
  if (change.kind === 'rule') {
    const rule = change.rule === null ? [] : [{ ...change.rule, id, office }]
    return { ...schedule, rules: [...schedule.rules.filter((other) => other.id !== id), ...rule] }
  }
  const exception = change.exception === null ? [] : [exceptionOf(office, id, change.exception)]
  return { ...schedule, exceptions: [...schedule.exceptions.filter((other) => other.id !== id), ...exception] }
}

/** Whether what is to be changed is there. */
export const isThere = ({ rules, exceptions }: Schedule, { kind, id }: ScheduleChange): boolean =>
  id === null || (kind === 'rule' ? rules : exceptions).some((one) => one.id === id)

/** The exception in the shape of its kind. */
export function exceptionOf(office: string, id: string, input: ExceptionInput): OpeningException {
  const { kind, group, firstDay, lastDay, reason, from, to } = input
  const common = { id, office, group, firstDay, lastDay, reason }
  if (kind === 'closed') return { ...common, kind }
  return { ...common, kind, from: from ?? '', to: to ?? '', ...staffingOf(input) }
}

const staffingOf = ({ publicLanes, internalLanes }: ExceptionInput): Staffing => ({
  publicLanes: publicLanes ?? 0,
  internalLanes: internalLanes ?? 0,
})

/** The days a change can matter on, `lastDay` without end if `null`; what it replaces counts too. */
export function spanOf(schedule: Schedule, change: ScheduleChange): { firstDay: string; lastDay: string | null } {
  const spans =
    change.kind === 'rule'
      ? [schedule.rules.find(({ id }) => id === change.id), change.rule].flatMap((rule) =>
          rule ? [{ firstDay: rule.validFrom, lastDay: rule.validUntil }] : [],
        )
      : [schedule.exceptions.find(({ id }) => id === change.id), change.exception].flatMap((one) =>
          one ? [{ firstDay: one.firstDay, lastDay: one.lastDay }] : [],
        )
  const lasts = spans.map(({ lastDay }) => lastDay)
  return {
    firstDay: spans.map(({ firstDay }) => firstDay).sort()[0] ?? '',
    lastDay: lasts.includes(null) ? null : (lasts.sort().at(-1) ?? null),
  }
}
