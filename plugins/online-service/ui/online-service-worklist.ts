import { Task } from '@lit/task'
import { html } from 'lit'
import { button, field, formatDate, t, table, tag, withForm } from '@kreiswerk/ui-kit'
import type { Column } from '@kreiswerk/ui-kit'
import { KreiswerkElement, define, hrefWith, replyOf, taskView } from '@kreiswerk/ui-kit/elements'
import type { paths } from './api.d.ts'
import { adoptStyles } from './styles.ts'
import { stageKind, stageText } from '../src/form/texts.ts'

type List = paths['/api/online-service/cases']['get']
type Query = NonNullable<List['parameters']['query']>
type Item = List['responses'][200]['content']['application/json']['items'][number]

const stages = ['open', 'received', 'in-progress', 'awaiting-payment', 'decided'] as const
const assignments = ['me', 'nobody'] as const

const columns: Column<Item>[] = [
  {
    key: 'trackingNumber',
    label: t('case.number'),
    rowHeader: true,
    nowrap: true,
    cell: (item) => html`<a href="/staff/antraege/${item.id}">${item.trackingNumber}</a>`,
  },
  { key: 'title', label: t('case.service') },
  { key: 'applicantName', label: t('work.applicant') },
  { key: 'submittedAt', label: t('case.submitted'), nowrap: true, cell: (item) => formatDate(item.submittedAt) },
  { key: 'stage', label: t('case.stage'), cell: (item) => tag(stageText(item), stageKind(item)) },
  { key: 'assigneeName', label: t('work.assignee'), cell: (item) => item.assigneeName ?? t('work.nobody') },
]

/** The applications of the clerk's units: filter and page stand in the address, so that a list can be sent on. */
class Worklist extends KreiswerkElement<paths> {
  readonly #list = new Task(this, {
    args: () => [JSON.stringify(this.route.query)] as const,
    task: ([query], { signal }) =>
      replyOf(this.api.GET('/api/online-service/cases', { params: { query: JSON.parse(query) as Query }, signal })),
  })

  override connectedCallback() {
    super.connectedCallback()
    adoptStyles()
  }

  override render() {
    return html`${this.#filter()}
    ${taskView(this.#list, ({ items, next }) =>
      table({
        caption: t('work.title'),
        captionHidden: true,
        columns,
        rows: items,
        next,
        later: this.route.query['after'] !== undefined,
        href: (query) => hrefWith({ ...query }),
        empty: t('work.empty'),
      }),
    )}`
  }

  #filter() {
    const { stage = 'open', assigned = '', number = '' } = this.route.query
    return withForm(
      { values: { stage, assigned, number }, problems: [] },
      () =>
        html`<form class="online-service-filter" role="search" @submit=${this.#apply}>
          ${field.select({
            name: 'stage',
            label: t('case.stage'),
            width: 'm',
            options: stages.map((value) => ({
              value,
              label: t(value === 'open' ? 'work.stage-open' : `stage.${value}`),
            })),
          })}
          ${field.select({
            name: 'assigned',
            label: t('work.assigned'),
            width: 'm',
            optional: 'unmarked',
            placeholder: t('work.assigned-any'),
            options: assignments.map((value) => ({ value, label: t(`work.assigned-${value}`) })),
          })}
          ${field.text({ name: 'number', label: t('work.number'), width: 'm', optional: 'unmarked', autocomplete: 'off' })}
          ${button.secondary(t('work.apply'), { type: 'submit' })}
        </form>`,
    )
  }

  readonly #apply = (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    this.navigate(
      hrefWith({
        stage: text('stage'),
        assigned: text('assigned'),
        number: text('number'),
        after: undefined,
      }),
    )
  }
}

define('online-service-worklist', Worklist)
