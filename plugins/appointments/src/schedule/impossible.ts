import type { Group, Office } from '../office/office.ts'
import { daysFrom, plusDays, weekdayOf } from '../time/cell.ts'
import { changed, exceptionOf } from './change.ts'
import type { ExceptionInput, RuleInput, ScheduleChange } from './change.ts'
import { openLanes } from './opening.ts'
import type { Schedule } from './opening.ts'
import { appliesOn, touches } from './rule.ts'
import type { OpeningRule, Staffing } from './rule.ts'

/** Why a rule or an exception cannot be, and the first day that shows it. */
export type Impossible = { readonly day: string } & (
  | { readonly why: 'unknown-group' | 'times-reversed' | 'no-desks' | 'over' | 'no-effect' }
  | { readonly why: 'validity-reversed' | 'never-applies'; readonly lastDay: string }
  | {
      readonly why: 'too-many-desks'
      readonly group: string
      readonly time: string
      readonly desks: number
      readonly lanes: number
    }
)

interface TimedStaffing extends Staffing {
  readonly from: string
  readonly to: string
}

/** Rules come round again sooner than this. */
const weeksAhead = 520
/** Exceptions last no longer. */
const longestDays = 732

const newId = 'new'

/** What keeps a change from making sense on `today` or later; `null` if nothing does. Taking away is always possible. */
export function impossibleIn(
  office: Office,
  schedule: Schedule,
  change: ScheduleChange,
  today: string,
): Impossible | null {
  if (change.kind === 'rule') {
    return change.rule === null ? null : impossibleRule(office, schedule, change.rule, change.id, today)
  }
  return change.exception === null
    ? null
    : impossibleException(office, schedule, { ...change, exception: change.exception }, today)
}

function impossibleRule(
  office: Office,
  schedule: Schedule,
  input: RuleInput,
  id: string | null,
  today: string,
): Impossible | null {
  const rule: OpeningRule = { ...input, id: id ?? newId, office: office.id }
  const { validFrom, validUntil } = rule
  const group = office.groups.find((one) => one.id === rule.group)
  if (group === undefined) return { why: 'unknown-group', day: validFrom }
  if (validUntil !== null && validUntil < validFrom) {
    return { why: 'validity-reversed', day: validFrom, lastDay: validUntil }
  }
  if (validUntil !== null && validUntil < today) return { why: 'over', day: validUntil }
  const from = validFrom > today ? validFrom : today
  const days = applyingDays(rule, from)
  const first = days.next()
  if (first.done === true) return { why: 'never-applies', day: from, lastDay: validUntil ?? '' }
  const day = first.value
  if (rule.from >= rule.to) return { why: 'times-reversed', day }
  if (rule.publicLanes + rule.internalLanes === 0) return { why: 'no-desks', day }
  const others = schedule.rules.filter((other) => other.id !== rule.id && other.group === rule.group)
  return (
    tooManyOn(group, day, [rule]) ??
    firstOf(applyingDays(rule, from), (one) =>
      tooManyOn(group, one, [rule, ...others.filter((other) => appliesOn(other, one))]),
    )
  )
}

function impossibleException(
  office: Office,
  schedule: Schedule,
  change: ScheduleChange & { kind: 'exception'; exception: ExceptionInput },
  today: string,
): Impossible | null {
  const { firstDay, lastDay, group: groupId, kind } = change.exception
  const groups = office.groups.filter(({ id }) => groupId === null || id === groupId)
  if (groups.length === 0) return { why: 'unknown-group', day: firstDay }
  if (lastDay < firstDay || plusDays(firstDay, longestDays) < lastDay) {
    return { why: 'validity-reversed', day: firstDay, lastDay }
  }
  if (lastDay < today) return { why: 'over', day: lastDay }
  if (kind === 'closed') return null
  const exception = exceptionOf(office.id, change.id ?? newId, change.exception)
  if (exception.kind === 'closed') return null
  if (exception.from === '' || exception.from >= exception.to) return { why: 'times-reversed', day: firstDay }
  const from = firstDay > today ? firstDay : today
  if (kind === 'hours') {
    if (exception.publicLanes + exception.internalLanes === 0) return { why: 'no-desks', day: from }
    const others = schedule.exceptions.filter((other) => other.kind === 'hours' && other.id !== exception.id)
    const tooMany = firstOf(daysFrom(from, lastDay), (day) =>
      firstOf(groups, (group) => {
        const same = others.flatMap((other) => (other.kind === 'hours' && touches(other, group.id, day) ? [other] : []))
        return tooManyOn(group, day, [exception, ...same])
      }),
    )
    if (tooMany !== null) return tooMany
  }
  const without = changed(office.id, schedule, { kind: 'exception', id: exception.id, exception: null }, newId)
  const after = changed(office.id, schedule, { ...change, id: exception.id }, newId)
  const opening = (of: Schedule, day: string) => JSON.stringify(openLanes(office, of, day))
  const matters = [...daysFrom(from, lastDay)].some((day) => opening(without, day) !== opening(after, day))
  return matters ? null : { why: 'no-effect', day: from }
}

/** The days from `from` on which a rule counts. */
function* applyingDays(rule: OpeningRule, from: string): Generator<string> {
  let day = plusDays(from, (rule.weekday - weekdayOf(from) + 7) % 7)
  for (let week = 0; week < weeksAhead; week += 1, day = plusDays(day, 7)) {
    if (rule.validUntil !== null && day > rule.validUntil) return
    if (appliesOn(rule, day)) yield day
  }
}

/** Where the first of them, which is new, would open more desks than there are, together with the others. */
function tooManyOn({ id, lanes }: Group, day: string, windows: readonly [TimedStaffing, ...TimedStaffing[]]) {
  const [own] = windows
  for (const { from: time } of [...windows].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const at = time < own.from ? own.from : time
    if (at >= own.to) continue
    const desks = windows
      .filter(({ from, to }) => from <= at && at < to)
      .reduce((sum, { publicLanes, internalLanes }) => sum + publicLanes + internalLanes, 0)
    if (desks > lanes) return { why: 'too-many-desks', day, group: id, time: at, desks, lanes } as const
  }
  return null
}

function firstOf<T, R>(things: Iterable<T>, find: (thing: T) => R | null): R | null {
  for (const thing of things) {
    const found = find(thing)
    if (found !== null) return found
  }
  return null
}
