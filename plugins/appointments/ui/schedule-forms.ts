import { html } from 'lit'
import { field, isoDateOf, t, withForm } from '@kreiswerk/ui-kit'
import type { FieldProblem } from '@kreiswerk/ui-kit'
import type { Change, Exception, Rule, Schedule } from './appointments-schedule.ts'

/** What is being changed, with the values of its form. */
export interface Editing {
  kind: 'rule' | 'exception'
  /** `null` for something new. */
  id: string | null
  values: Record<string, unknown>
}

/** The values of a form that changes this. */
export const valuesOf = (row: Rule | Exception): Record<string, unknown> => ({ ...row })

/** The form of a weekly rule. */
export const ruleForm = ({ id, values }: Editing, { groups }: Schedule, problems: readonly FieldProblem[]) =>
  withForm(
    { values: { rule: values }, problems },
    () => html`
      <h2 tabindex="-1">${t(id === null ? 'schedule.new-rule' : 'schedule.change-rule')}</h2>
      ${field.select({
        name: 'rule[group]',
        label: t('schedule.group'),
        options: groups.map(({ id: value, name }) => ({ value, label: name })),
      })}
      ${field.select({
        name: 'rule[weekday]',
        label: t('schedule.weekday'),
        width: 'm',
        options: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: t(`schedule.weekday-${day}`) })),
      })}
      ${times('rule')} ${desks('rule')}
      ${field.number({ name: 'rule[everyWeeks]', label: t('schedule.every'), width: 'xs' })}
      ${field.select({
        name: 'rule[nthWeek]',
        label: t('schedule.nth'),
        width: 'm',
        optional: 'unmarked',
        placeholder: t('schedule.nth-any'),
        options: [1, 2, 3, 4, 5].map((week) => ({ value: String(week), label: t(`schedule.nth-${week}`) })),
      })}
      ${field.date({ name: 'rule[validFrom]', label: t('schedule.valid-from') })}
      ${field.date({ name: 'rule[validUntil]', label: t('schedule.valid-until'), optional: true })}
    `,
  )

/** The form of an exception. */
export const exceptionForm = ({ id, values }: Editing, { groups }: Schedule, problems: readonly FieldProblem[]) =>
  withForm(
    { values: { exception: values }, problems },
    () => html`
      <h2 tabindex="-1">${t(id === null ? 'schedule.new-exception' : 'schedule.change-exception')}</h2>
      ${field.radios({
        name: 'exception[kind]',
        label: t('schedule.kind'),
        options: ['closed', 'hours', 'staffing'].map((kind) => ({ value: kind, label: t(`schedule.kind-${kind}`) })),
      })}
      ${field.date({ name: 'exception[firstDay]', label: t('schedule.first-day') })}
      ${field.date({ name: 'exception[lastDay]', label: t('schedule.last-day') })}
      ${field.text({ name: 'exception[reason]', label: t('schedule.reason'), hint: t('schedule.reason-hint'), maxlength: 200 })}
      ${field.select({
        name: 'exception[group]',
        label: t('schedule.group'),
        optional: 'unmarked',
        placeholder: t('schedule.whole-office'),
        options: groups.map(({ id: value, name }) => ({ value, label: name })),
      })}
      <p>${t('schedule.hours-only')}</p>
      ${times('exception', true)} ${desks('exception', true)}
    `,
  )

const times = (kind: Editing['kind'], optional = false) => html`
  ${field.text({ name: `${kind}[from]`, label: t('schedule.from'), hint: t('schedule.time-hint'), width: 'xs', optional: optional && 'unmarked' })}
  ${field.text({ name: `${kind}[to]`, label: t('schedule.to'), width: 'xs', optional: optional && 'unmarked' })}
`

const desks = (kind: Editing['kind'], optional = false) => html`
  ${field.number({ name: `${kind}[publicLanes]`, label: t('schedule.public'), width: 'xs', optional: optional && 'unmarked' })}
  ${field.number({ name: `${kind}[internalLanes]`, label: t('schedule.internal'), width: 'xs', optional: optional && 'unmarked' })}
`

/** The change that a form asks for, and its values to show them again. What is no number or day the server refuses. */
export function changeFrom({ kind, id }: Editing, form: FormData): { change: Change; values: Editing['values'] } {
  const text = (name: string) => String(form.get(`${kind}[${name}]`) ?? '').trim()
  const orNull = (name: string) => text(name) || null
  // An empty box of a number that may be missing is none.
  const number = (name: string) => (text(name) === '' ? null : Number(text(name)))
  const time = (name: string) => orNull(name) && padded(text(name))
  const day = (name: string) => {
    const parts = { day: text(`${name}][day`), month: text(`${name}][month`), year: text(`${name}][year`) }
    if (Object.values(parts).every((part) => part === '')) return null
    return isoDateOf(parts) ?? `${parts.year}-${parts.month}-${parts.day}`
  }
  if (kind === 'rule') {
    const rule = {
      group: text('group'),
      weekday: Number(text('weekday')),
      from: time('from') ?? '',
      to: time('to') ?? '',
      validFrom: day('validFrom') ?? '',
      validUntil: day('validUntil'),
      everyWeeks: number('everyWeeks') ?? 1,
      nthWeek: number('nthWeek'),
      publicLanes: number('publicLanes') ?? 0,
      internalLanes: number('internalLanes') ?? 0,
    }
    return { change: { id, rule }, values: rule }
  }
  const isClosed = text('kind') === 'closed'
  const exception = {
    kind: text('kind') as Exception['kind'],
    group: orNull('group'),
    firstDay: day('firstDay') ?? '',
    lastDay: day('lastDay') ?? '',
    from: isClosed ? null : time('from'),
    to: isClosed ? null : time('to'),
    publicLanes: isClosed ? null : (number('publicLanes') ?? 0),
    internalLanes: isClosed ? null : (number('internalLanes') ?? 0),
    reason: text('reason'),
  }
  return { change: { id, exception }, values: exception }
}

/** `8:00` and `8` are times too. */
function padded(typed: string): string {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(typed)
  return match === null ? typed : `${match[1]!.padStart(2, '0')}:${match[2] ?? '00'}`
}
