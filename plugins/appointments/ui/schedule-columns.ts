import { html } from 'lit'
import { button, formatDate, t } from '@kreiswerk/ui-kit'
import type { Column, Readable } from '@kreiswerk/ui-kit'
import type { Exception, Rule, Schedule } from './appointments-schedule.ts'

interface Actions {
  change(kind: 'rule' | 'exception', row: Rule | Exception): void
  remove(kind: 'rule' | 'exception', row: Rule | Exception): void
}

interface Staffed {
  publicLanes: number | null
  internalLanes: number | null
}

const groupName = ({ groups }: Schedule, id: string | null): Readable =>
  id === null ? t('schedule.whole-office') : (groups.find((group) => group.id === id)?.name ?? id)

const desks = ({ publicLanes, internalLanes }: Staffed): Readable =>
  publicLanes === null ? '–' : t('schedule.desks-value', { public: publicLanes, internal: internalLanes })

const buttons = (kind: 'rule' | 'exception', row: Rule | Exception, context: Readable, actions: Actions) =>
  html`<div class="appointments-row-actions">
    ${button.link(t('schedule.change'), { type: 'button', context, onclick: () => actions.change(kind, row) })}
    ${button.link(t('schedule.remove'), { type: 'button', context, onclick: () => actions.remove(kind, row) })}
  </div>`

/** The weekly rules as a table. */
export const ruleColumns = (schedule: Schedule, actions: Actions): Column<Rule>[] => [
  {
    key: 'weekday',
    label: t('schedule.weekday'),
    rowHeader: true,
    cell: ({ weekday }) => t(`schedule.weekday-${weekday}`),
  },
  { key: 'from', label: t('schedule.hours'), nowrap: true, cell: ({ from, to }) => `${from}–${to}` },
  { key: 'group', label: t('schedule.group'), cell: ({ group }) => groupName(schedule, group) },
  { key: 'publicLanes', label: t('schedule.desks'), cell: desks },
  { key: 'everyWeeks', label: t('schedule.rhythm'), cell: rhythm },
  { key: 'validFrom', label: t('schedule.validity'), cell: validity },
  {
    key: 'id',
    label: t('schedule.change'),
    cell: (row) => buttons('rule', row, html`${t(`schedule.weekday-${row.weekday}`)} ${row.from}` as never, actions),
  },
]

const rhythm = ({ everyWeeks, nthWeek }: Rule) =>
  html`${everyWeeks === 1 ? t('schedule.every-1') : t('schedule.every-n', { weeks: everyWeeks })}${
    nthWeek === null ? '' : html`, ${t(`schedule.nth-${nthWeek}`)}`
  }`

const validity = ({ validFrom, validUntil }: Rule): Readable => {
  if (validUntil !== null) {
    return t('schedule.between', { from: formatDate(validFrom), to: formatDate(validUntil) })
  }
  // What stands in the configuration counts always.
  return validFrom <= '2000-01-01' ? t('schedule.always') : t('schedule.since', { from: formatDate(validFrom) })
}

/** The exceptions to come as a table. */
export const exceptionColumns = (schedule: Schedule, actions: Actions): Column<Exception>[] => [
  {
    key: 'firstDay',
    label: t('schedule.days'),
    rowHeader: true,
    cell: ({ firstDay, lastDay }) =>
      firstDay === lastDay
        ? formatDate(firstDay)
        : t('schedule.between', { from: formatDate(firstDay), to: formatDate(lastDay) }),
  },
  { key: 'kind', label: t('schedule.kind'), cell: ({ kind }) => t(`schedule.kind-${kind}`) },
  {
    key: 'from',
    label: t('schedule.hours'),
    nowrap: true,
    cell: ({ from, to }) => (from === null ? '–' : `${from}–${to}`),
  },
  { key: 'publicLanes', label: t('schedule.desks'), cell: desks },
  { key: 'group', label: t('schedule.group'), cell: ({ group }) => groupName(schedule, group) },
  { key: 'reason', label: t('schedule.reason') },
  {
    key: 'id',
    label: t('schedule.change'),
    cell: (row) => buttons('exception', row, row.reason, actions),
  },
]
