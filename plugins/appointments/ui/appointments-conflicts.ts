import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { backLink, currentLocale, t, table } from '@kreiswerk/ui-kit'
import type { Column } from '@kreiswerk/ui-kit'
import { KreiswerkElement, define, hrefWith, replyOf, taskView } from '@kreiswerk/ui-kit/elements'
import { shortDay } from '../src/time/words.ts'
import type { paths } from './api.d.ts'
import { chosenOffice, officeChoice } from './office-choice.ts'
import { adoptStyles } from './styles.ts'

type Conflicts =
  paths['/api/appointments/schedules/{office}/conflicts']['get']['responses'][200]['content']['application/json']
export type Conflict = Conflicts['conflicts'][number]

/** Appointments without a desk, as rows. */
export const conflictColumns: Column<Conflict>[] = [
  {
    key: 'day',
    label: t('conflicts.when'),
    nowrap: true,
    cell: ({ day, from }) => html`${shortDay(day, currentLocale())}, ${from}`,
  },
  { key: 'name', label: t('calendar.name'), rowHeader: true, cell: ({ name }) => name ?? t('calendar.nobody') },
  { key: 'services', label: t('calendar.services'), cell: ({ services }) => services.join(', ') },
  { key: 'code', label: t('calendar.code'), nowrap: true },
]

const columns: Column<Conflict>[] = [
  ...conflictColumns,
  {
    key: 'id',
    label: t('conflicts.solve'),
    cell: ({ id, code }) =>
      html`<a href="/staff/termine/${id}">${t('conflicts.solve')}<span class="kw-visually-hidden"> ${code}</span></a>`,
  },
]

/** The appointments of an office that no open desk is there for. */
class ConflictList extends KreiswerkElement<paths> {
  readonly #offices = new Task(this, {
    args: () => [] as const,
    task: (_, { signal }) => replyOf(this.api.GET('/api/appointments/staff-offices', { signal })),
  })

  readonly #conflicts = new Task(this, {
    args: () => [this.#office()] as const,
    task: async ([office], { signal }) =>
      office === undefined
        ? null
        : replyOf(
            this.api.GET('/api/appointments/schedules/{office}/conflicts', { params: { path: { office } }, signal }),
          ),
  })

  override connectedCallback() {
    super.connectedCallback()
    adoptStyles()
  }

  override render() {
    return taskView(this.#offices, ({ offices }) => {
      const planned = offices.filter(({ mayPlan }) => mayPlan)
      const office = this.#office() ?? ''
      return html`${backLink(`/staff/termine?amt=${office}`, t('schedule.back'))}
        <div class="appointments-filter">
          ${officeChoice(planned, office, (amt) => this.navigate(hrefWith({ amt })))}
        </div>
        ${taskView(this.#conflicts, (found) => (found === null ? nothing : list(found)))}`
    })
  }

  #office(): string | undefined {
    const { offices = [], horizonDays = 0 } = this.#offices.value ?? {}
    return chosenOffice({ offices: offices.filter(({ mayPlan }) => mayPlan), horizonDays }, this.route.query['amt'])?.id
  }
}

const list = ({ conflicts, count }: Conflicts) =>
  html`<div class="appointments-stack">
    ${count === 0 ? nothing : html`<p>${t('conflicts.intro')}</p>`}
    ${table({ caption: t('conflicts.title'), captionHidden: true, columns, rows: conflicts, empty: t('conflicts.empty') })}
    ${count > conflicts.length ? html`<p>${t('conflicts.more', { shown: conflicts.length, count })}</p>` : nothing}
  </div>`

define('appointments-conflicts', ConflictList)
