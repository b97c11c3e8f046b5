import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { button, currentLocale, inset, t, table, tabs, tag } from '@kreiswerk/ui-kit'
import type { Column } from '@kreiswerk/ui-kit'
import { KreiswerkElement, define, hrefWith, replyOf, taskView } from '@kreiswerk/ui-kit/elements'
import { plusDays } from '../src/time/calendarDay.ts'
import { wholeDay } from '../src/time/words.ts'
import type { paths } from './api.d.ts'
import { dayPlan, moveFocus } from './day-plan.ts'
import { chosenOffice, dayChoice, officeChoice } from './office-choice.ts'
import type { OfficeEntry, Offices } from './office-choice.ts'
import { adoptStyles } from './styles.ts'

export type Day =
  paths['/api/appointments/calendar/{office}/{day}']['get']['responses'][200]['content']['application/json']
export type DayBooking = Day['bookings'][number]

const columns: Column<DayBooking>[] = [
  { key: 'from', label: t('calendar.time'), nowrap: true, cell: ({ from, to }) => `${from}–${to}` },
  {
    key: 'name',
    label: t('calendar.name'),
    rowHeader: true,
    cell: ({ id, name }) => html`<a href="/staff/termine/${id}">${name ?? t('calendar.nobody')}</a>`,
  },
  { key: 'services', label: t('calendar.services'), cell: ({ services }) => services.join(', ') },
  {
    key: 'state',
    label: t('calendar.state'),
    cell: ({ state, conflict }) =>
      html`${t(`state.${state}`)} ${conflict ? tag(t('calendar.conflict'), 'error') : nothing}`,
  },
  { key: 'code', label: t('calendar.code'), nowrap: true },
]

/** The day of an office as its staff see it; office, day and view stand in the address. */
class Calendar extends KreiswerkElement<paths> {
  readonly #offices = new Task(this, {
    args: () => [] as const,
    task: (_, { signal }) => replyOf(this.api.GET('/api/appointments/staff-offices', { signal })),
  })

  readonly #day = new Task(this, {
    args: () => [this.#office()?.id, this.#shownDay()] as const,
    task: async ([office, day], { signal }) =>
      office === undefined
        ? null
        : replyOf(
            this.api.GET('/api/appointments/calendar/{office}/{day}', { params: { path: { office, day } }, signal }),
          ),
  })

  override connectedCallback() {
    super.connectedCallback()
    adoptStyles()
  }

  override render() {
    return taskView(this.#offices, (offices) => {
      const office = this.#office(offices)
      if (office === undefined) return inset(t('calendar.no-office'))
      return html`${this.#controls(offices, office)}
      ${taskView(this.#day, (day) => (day === null ? nothing : this.#shown(day)))}`
    })
  }

  #office(offices: Offices | undefined = this.#offices.value): OfficeEntry | undefined {
    return offices && chosenOffice(offices, this.route.query['amt'])
  }

  #shownDay(): string {
    const given = this.route.query['tag'] ?? ''
    return /^\d{4}-\d{2}-\d{2}$/.test(given) ? given : (this.#office()?.today ?? '')
  }

  #controls({ offices }: Offices, { id, mayBook, mayPlan, today }: OfficeEntry) {
    const day = this.#shownDay()
    const to = (tag: string) => hrefWith({ amt: id, tag })
    return html`
      <form class="appointments-filter" role="search" @submit=${this.#apply}>
        ${officeChoice(offices, id)} ${dayChoice(t('calendar.day'), 'tag', day)}
        ${button.secondary(t('calendar.show'), { type: 'submit' })}
      </form>
      <nav class="appointments-bar" aria-label=${t('calendar.day')}>
        <a href=${to(plusDays(day, -1))}>${t('calendar.previous')}</a>
        <a href=${to(today)}>${t('calendar.today')}</a>
        <a href=${to(plusDays(day, 1))}>${t('calendar.next')}</a>
      </nav>
      <h2>${wholeDay(day, currentLocale())}</h2>
      <div class="appointments-bar">
        ${mayBook ? button.submit(t('calendar.new'), { href: `/staff/termine/neu?amt=${id}&tag=${day}` }) : nothing}
        ${
          mayPlan
            ? html`<a href="/staff/termine/zeiten?amt=${id}">${t('calendar.schedule')}</a>
                <a href="/staff/termine/konflikte?amt=${id}">${t('calendar.conflicts')}</a>`
            : nothing
        }
      </div>
    `
  }

  #shown(day: Day) {
    const isPlan = this.route.query['ansicht'] !== 'liste'
    const isClosed = day.desks.every((desk) => desk.public.length + desk.internal.length === 0)
    const views = tabs(
      [
        { label: t('calendar.view-plan'), href: hrefWith({ ansicht: undefined }), current: isPlan },
        { label: t('calendar.view-list'), href: hrefWith({ ansicht: 'liste' }), current: !isPlan },
      ],
      t('calendar.view'),
    )
    if (isClosed && day.bookings.length === 0) return inset(t('calendar.closed'))
    return html`
      <div class="appointments-views">${views}</div>
      ${isClosed ? inset(t('calendar.closed')) : nothing}
      ${
        isPlan
          ? html`<div
              class="appointments-plan"
              role="region"
              aria-label=${t('calendar.plan-label')}
              tabindex="0"
              @keydown=${moveFocus}
            >
              ${dayPlan(day)}
            </div>`
          : nothing
      }
      <div class="appointments-list">
        ${table({
          caption: t('calendar.title'),
          captionHidden: true,
          columns,
          rows: day.bookings,
          empty: t('calendar.empty'),
        })}
      </div>
    `
  }

  readonly #apply = (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    this.navigate(hrefWith({ amt: String(form.get('amt') ?? ''), tag: String(form.get('tag') ?? '') }))
  }
}

define('appointments-calendar', Calendar)
