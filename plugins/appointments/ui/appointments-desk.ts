import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { button, buttonGroup, details, field, notification, t, table, tag, withForm } from '@kreiswerk/ui-kit'
import type { Column } from '@kreiswerk/ui-kit'
import { KreiswerkElement, define, errorBox, replyOf } from '@kreiswerk/ui-kit/elements'
import type { paths } from './api.d.ts'
import { follow } from './live.ts'
import { adoptStyles } from './styles.ts'

type Queue = paths['/api/appointments/offices/{office}/queue']['get']['responses'][200]['content']['application/json']
type Visit = Queue['visits'][number]
type Move = NonNullable<
  paths['/api/appointments/visits/{id}/steps']['post']['requestBody']
>['content']['application/json']

interface Office {
  id: string
  name: string
}

const kept = { office: 'appointments-office', desk: 'appointments-desk' } as const

/** The place of whoever serves: who is here, who is next, and what happens to them. */
class DeskPlace extends KreiswerkElement<paths> {
  static override properties = {
    ...KreiswerkElement.properties,
    offices: { state: true },
    queue: { state: true },
    desk: { state: true },
    isLost: { state: true },
    failure: { state: true },
  }

  declare offices: Office[] | undefined
  declare queue: Queue | undefined
  declare desk: string
  declare isLost: boolean
  declare failure: unknown
  #office = localStorage.getItem(kept.office) ?? ''
  #stop: (() => void) | undefined
  #clock: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.desk = localStorage.getItem(kept.desk) ?? ''
    this.isLost = false
  }

  override connectedCallback() {
    super.connectedCallback()
    adoptStyles()
    this.#clock = setInterval(() => this.requestUpdate(), 30_000)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#stop?.()
    clearInterval(this.#clock)
  }

  override async firstUpdated() {
    try {
      this.offices = (await replyOf(this.api.GET('/api/appointments/counters'))).items
      this.#follow(this.offices.find(({ id }) => id === this.#office) ?? this.offices[0])
    } catch (error) {
      this.failure = error
    }
  }

  override render() {
    if (this.offices === undefined) return this.failure === undefined ? nothing : errorBox(this.failure)
    if (this.offices.length === 0) return html`<p>${t('desk.none')}</p>`
    const mine = this.queue?.visits.filter(({ desk, state }) => desk === this.desk && isAtDesk(state)) ?? []
    return html`<div class="appointments-desk">
      ${this.#where(this.offices)} ${this.isLost ? notification({ kind: 'warning', title: t('desk.lost') }) : nothing}
      ${this.failure === undefined ? nothing : errorBox(this.failure)}
      <div class="appointments-desk__next">
        ${button.submit(t('desk.next'), { type: 'button', disabled: this.desk === '', onclick: this.#callNext })}
        ${this.desk === '' ? html`<p class="kw-hint">${t('desk.set-desk')}</p>` : nothing}
      </div>
      <section>
        <h2>${t('desk.now')}</h2>
        ${mine.length === 0 ? html`<p>${t('desk.now-empty')}</p>` : mine.map((visit) => this.#atDesk(visit))}
      </section>
      ${this.queue === undefined ? nothing : this.#lists(this.queue)} ${this.#welcome()}
      <p><a href="/termine/aufruf/${this.#office}" target="_blank">${t('desk.display')}</a></p>
    </div>`
  }

  #where(offices: readonly Office[]) {
    return withForm(
      { values: { office: this.#office, desk: this.desk }, problems: [] },
      () =>
        html`<form class="appointments-desk__where" @input=${this.#choose} @submit=${this.#choose}>
          ${field.select({
            name: 'office',
            label: t('desk.office'),
            options: offices.map(({ id, name }) => ({ value: id, label: name })),
          })}
          ${field.text({
            name: 'desk',
            label: t('desk.desk'),
            hint: t('desk.desk-hint'),
            width: 's',
            autocomplete: 'off',
            maxlength: 20,
          })}
        </form>`,
    )
  }

  #atDesk(visit: Visit): TemplateResult {
    const { ticket, name, services, state, calls } = visit
    const isCalled = state === 'called'
    const most = this.queue?.mostCalls ?? 0
    return html`<article class="kw-panel" aria-label=${ticket}>
      <p class="appointments-desk__ticket">${ticket} ${tag(t(`visit.${state}`), isCalled ? 'warning' : 'success')}</p>
      <p>${[name, services.join(', ')].filter(Boolean).join(' · ')}</p>
      ${isCalled ? html`<p class="kw-hint">${t('desk.calls', { count: calls })}</p>` : nothing}
      ${
        isCalled
          ? buttonGroup(
              this.#button('submit', visit, 'serve'),
              calls < most ? this.#button('secondary', visit, 'recall') : nothing,
              this.#button('secondary', visit, 'miss'),
              this.#button('secondary', visit, 'return'),
              this.#button('secondary', visit, 'park'),
            )
          : buttonGroup(
              this.#button('submit', visit, 'finish'),
              this.#button('secondary', visit, 'park'),
              ...this.#redirects(visit),
            )
      }
    </article>`
  }

  #redirects(visit: Visit): TemplateResult[] {
    const others = this.queue?.groups.filter(({ id }) => id !== visit.group) ?? []
    return others.map(({ id, name }) =>
      button.secondary(t('desk.redirect', { group: name }), {
        type: 'button',
        context: visit.ticket,
        onclick: () => void this.#move(visit, { step: 'redirect', group: id }),
      }),
    )
  }

  #lists({ visits }: Queue) {
    const waiting = visits.filter(({ state }) => state === 'waiting')
    const others = visits.filter(({ state, desk }) => state !== 'waiting' && !(desk === this.desk && isAtDesk(state)))
    return html`<section>
        <h2>${t('desk.waiting')} (${waiting.length})</h2>
        ${this.#table(t('desk.waiting'), waiting, [
          {
            key: 'do',
            label: t('desk.do'),
            cell: (visit) =>
              html`<div class="appointments-row-actions">
                ${this.#button('link', visit, 'call')} ${this.#button('link', visit, 'park')}
                ${this.#button('link', visit, 'leave')}
              </div>`,
          },
        ])}
      </section>
      ${
        others.length === 0
          ? nothing
          : html`<section>
              <h2>${t('desk.others')}</h2>
              ${this.#table(t('desk.others'), others, [
                { key: 'state', label: t('desk.state'), cell: ({ state }) => tag(t(`visit.${state}`)) },
                {
                  key: 'do',
                  label: t('desk.do'),
                  cell: (visit) => (isAtDesk(visit.state) ? (visit.desk ?? '') : this.#button('link', visit, 'return')),
                },
              ])}
            </section>`
      }`
  }

  #table(caption: ReturnType<typeof t>, rows: Visit[], more: Column<Visit>[]) {
    const columns: Column<Visit>[] = [
      { key: 'ticket', label: t('desk.number'), rowHeader: true, nowrap: true },
      { key: 'services', label: t('desk.what'), cell: ({ services }) => services.join(', ') },
      { key: 'name', label: t('desk.name'), cell: ({ name }) => name ?? '–' },
      {
        key: 'appointmentTime',
        label: t('desk.appointment'),
        cell: ({ appointmentTime, isLate, priority }) =>
          html`${appointmentTime ?? '–'} ${isLate ? tag(t('desk.late')) : nothing}
          ${priority ? tag(t('desk.priority'), 'warning') : nothing}`,
      },
      { key: 'arrivedAt', label: t('desk.since'), nowrap: true, cell: ({ arrivedAt }) => minutesSince(arrivedAt) },
      ...more,
    ]
    return table({ caption, captionHidden: true, columns, rows, empty: t('desk.nobody') })
  }

  #button(look: 'submit' | 'secondary' | 'link', visit: Visit, step: Move['step']): TemplateResult {
    return button[look](t(`desk.${step}`), {
      type: 'button',
      context: visit.ticket,
      disabled: step === 'call' && this.desk === '',
      onclick: () => void this.#move(visit, step === 'call' ? { step, desk: this.desk } : { step }),
    })
  }

  #welcome() {
    return details(
      t('desk.welcome'),
      html`<form @submit=${this.#checkIn}>
        ${withForm(
          { values: {}, problems: [], idPrefix: 'welcome-' },
          () =>
            html`${field.text({
              name: 'code',
              label: t('desk.welcome-code'),
              hint: t('desk.welcome-hint'),
              width: 'm',
              optional: 'unmarked',
              autocomplete: 'off',
            })}
            ${field.select({
              name: 'service',
              label: t('desk.welcome-service'),
              optional: 'unmarked',
              placeholder: t('desk.welcome-none'),
              options: (this.queue?.services ?? []).map(({ id, name }) => ({ value: id, label: name })),
            })}
            ${field.checkbox({ name: 'priority', label: t('desk.welcome-priority'), optional: 'unmarked' })}
            ${button.secondary(t('desk.welcome-now'), { type: 'submit' })}`,
        )}
      </form>`,
    )
  }

  readonly #choose = (event: Event) => {
    event.preventDefault()
    const values = new FormData(event.currentTarget as HTMLFormElement)
    this.desk = String(values.get('desk') ?? '').trim()
    localStorage.setItem(kept.desk, this.desk)
    const office = this.offices?.find(({ id }) => id === values.get('office'))
    if (office !== undefined && office.id !== this.#office) this.#follow(office)
  }

  #follow(office: Office | undefined) {
    this.#stop?.()
    if (office === undefined) return
    this.#office = office.id
    localStorage.setItem(kept.office, office.id)
    this.queue = undefined
    this.#stop = follow<Queue>(`/api/appointments/offices/${office.id}/queue`, {
      changed: (queue) => (this.queue = queue),
      connected: (isConnected) => (this.isLost = !isConnected),
    })
  }

  readonly #callNext = () =>
    void this.#attempt(async () => {
      const path = { office: this.#office }
      const call = this.api.POST('/api/appointments/offices/{office}/calls', {
        params: { path },
        body: { desk: this.desk },
      })
      const { called } = await replyOf(call)
      this.announce(String(called === null ? t('desk.nobody') : t('desk.called-now', { ticket: called.ticket })))
    })

  #move({ id }: Visit, body: Move): Promise<void> {
    return this.#attempt(async () => {
      await this.api.POST('/api/appointments/visits/{id}/steps', { params: { path: { id } }, body })
    })
  }

  readonly #checkIn = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const values = new FormData(form)
    const text = (name: string) => String(values.get(name) ?? '').trim() || undefined
    const body = { code: text('code'), service: text('service'), priority: values.has('priority') }
    void this.#attempt(async () => {
      const params = { path: { office: this.#office } }
      const { ticket } = await replyOf(this.api.POST('/api/appointments/offices/{office}/visits', { params, body }))
      form.reset()
      this.announce(String(t('desk.welcomed', { ticket })))
    })
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.failure = undefined
    try {
      await work()
      await this.#refresh()
    } catch (error) {
      this.failure = error
    }
  }

  /** Whoever did something sees it at once; the stream tells everybody else within a second. */
  async #refresh(): Promise<void> {
    const params = { path: { office: this.#office } }
    this.queue = await replyOf(this.api.GET('/api/appointments/offices/{office}/queue', { params }))
  }
}

const isAtDesk = (state: string): boolean => state === 'called' || state === 'serving'

const minutesSince = (moment: string) =>
  t('desk.minutes', { minutes: Math.max(0, Math.floor((Date.now() - new Date(moment).getTime()) / 60_000)) })

define('appointments-desk', DeskPlace)
