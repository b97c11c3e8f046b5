import { html, nothing } from 'lit'
import { currentLocale, formatDate, notification, t, table } from '@kreiswerk/ui-kit'
import type { Column, Content } from '@kreiswerk/ui-kit'
import { shortDay } from '../src/time/words.ts'
import { conflictColumns } from './appointments-conflicts.ts'
import type { Preview, Schedule } from './appointments-schedule.ts'

type Day = Preview['days'][number]

/** What a change would do: the days that differ, `buttons` to go on, and the appointments it leaves without a desk. */
export const previewView = (preview: Preview, schedule: Schedule, buttons: Content) => html`
  <div class="appointments-stack">
    <h2 tabindex="-1">${t('schedule.preview')}</h2>
    ${warning(preview)}
    ${preview.reseated === 0 ? nothing : html`<p>${t('schedule.reseated', { count: preview.reseated })}</p>`}
    <p>${t('schedule.preview-intro', { first: formatDate(preview.first), last: formatDate(preview.last) })}</p>
    ${table({
      caption: t('schedule.preview'),
      captionHidden: true,
      columns: columns(schedule),
      rows: preview.days,
      empty: t('schedule.preview-none'),
    })}
    ${buttons} ${conflicts(preview)}
  </div>
`

const warning = ({ count }: Preview) =>
  count === 0
    ? nothing
    : notification({
        kind: 'warning',
        title: count === 1 ? t('schedule.conflicts-one') : t('schedule.conflicts-some', { count }),
        body: html`<p>${t('schedule.conflicts-body')}</p>`,
      })

const conflicts = ({ count, conflicts: shown }: Preview) =>
  count === 0
    ? nothing
    : html`<h2>${t('conflicts.title')}</h2>
        ${table({ caption: t('conflicts.title'), captionHidden: true, columns: conflictColumns, rows: shown })}
        ${count > shown.length ? html`<p>${t('conflicts.more', { shown: shown.length, count })}</p>` : nothing}`

const columns = (schedule: Schedule): Column<Day>[] => [
  {
    key: 'day',
    label: t('schedule.day'),
    rowHeader: true,
    nowrap: true,
    cell: ({ day }) => shortDay(day, currentLocale()),
  },
  { key: 'before', label: t('schedule.before'), cell: ({ before }) => hours(before, schedule) },
  { key: 'after', label: t('schedule.after'), cell: ({ after }) => hours(after, schedule) },
]

const hours = (stretches: Day['before'], { groups }: Schedule) =>
  stretches.length === 0
    ? t('schedule.shut')
    : stretches.map(
        ({ group, from, to, publicLanes, internalLanes }) =>
          html`<div>
            ${groups.length > 1 ? html`${groups.find(({ id }) => id === group)?.name}: ` : nothing}${from}–${to},
            ${t('schedule.desks-value', { public: publicLanes, internal: internalLanes })}
          </div>`,
      )
