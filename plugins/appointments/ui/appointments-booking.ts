import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import {
  backLink,
  button,
  currentLocale,
  definitionList,
  field,
  formatDateTime,
  inset,
  notification,
  t,
  tag,
  withForm,
} from '@kreiswerk/ui-kit'
import type { FieldProblem } from '@kreiswerk/ui-kit'
import { KreiswerkElement, define, errorBox, isApiError, replyOf, taskView } from '@kreiswerk/ui-kit/elements'
import { wholeDay } from '../src/time/words.ts'
import type { paths } from './api.d.ts'
import { dayChoice } from './office-choice.ts'
import { adoptStyles } from './styles.ts'

type View = paths['/api/appointments/staff-bookings/{id}']['get']['responses'][200]['content']['application/json']

/** One appointment: what is known of it, moving and cancelling. */
class BookingPage extends KreiswerkElement<paths> {
  #day = ''
  #failure: unknown
  #problems: readonly FieldProblem[] = []

  readonly #booking = new Task(this, {
    args: () => [this.route.params['id'] ?? ''] as const,
    task: ([id], { signal }) =>
      replyOf(this.api.GET('/api/appointments/staff-bookings/{id}', { params: { path: { id } }, signal })),
  })

  readonly #times = new Task(this, {
    autoRun: false,
    args: () => [this.#booking.value, this.#day] as const,
    task: async ([booking, day], { signal }) => {
      if (booking === undefined || day === '') return null
      const services = booking.items.map(({ service, persons }) => `${service}*${persons}`).join(',')
      const { office, variant } = booking
      return replyOf(
        this.api.GET('/api/appointments/staff-times', {
          params: { query: { office, day, services, variant } },
          signal,
        }),
      )
    },
  })

  override connectedCallback() {
    super.connectedCallback()
    adoptStyles()
  }

  override render() {
    return taskView(
      this.#booking,
      (view) => html`
        ${backLink(`/staff/termine?amt=${view.office}&tag=${view.day}`, t('staff-booking.back'))}
        ${this.#failure ? errorBox(this.#failure) : nothing}
        <h2>${wholeDay(view.day, currentLocale())}, ${view.from}–${view.to} ${tag(t(`state.${view.state}`))}</h2>
        <div class="appointments-columns">
          <div>
            ${facts(view)}
            <h2>${t('staff-booking.contact')}</h2>
            ${contact(view)}
          </div>
          <div>
            ${view.open && this.may('appointments.book') ? html`${this.#move(view)} ${this.#cancel(view)}` : nothing}
          </div>
        </div>
      `,
    )
  }

  #move(view: View) {
    return html`
      <section>
        <h2>${t('staff-booking.move')}</h2>
        <p>${t('staff-booking.move-body')}</p>
        <form class="appointments-filter" @submit=${this.#find}>
          ${dayChoice(t('staff-booking.new-day'), 'tag', this.#day || view.day)}
          ${button.secondary(t('new.find'), { type: 'submit' })}
        </form>
        ${this.#day === '' ? nothing : taskView(this.#times, (found) => (found === null ? nothing : this.#choice(found.times)))}
      </section>
    `
  }

  #choice(times: readonly { start: string; time: string }[]) {
    if (times.length === 0) return inset(t('new.none'))
    return withForm(
      { values: {}, problems: [], idPrefix: 'move-' },
      () =>
        html`<form @submit=${this.#moveTo}>
          ${field.select({
            name: 'start',
            label: t('staff-booking.new-time'),
            width: 's',
            options: times.map(({ start, time }) => ({ value: start, label: time })),
          })}
          ${button.submit(t('staff-booking.move-now'))}
        </form>`,
    )
  }

  #cancel({ email }: View) {
    return withForm(
      { values: {}, problems: this.#problems, idPrefix: 'cancel-' },
      () =>
        html`<section>
          <h2>${t('staff-booking.cancel')}</h2>
          ${email === null ? notification({ kind: 'warning', title: t('staff-booking.no-mail') }) : nothing}
          <form @submit=${this.#cancelNow}>
            ${field.textarea({
              name: 'reason',
              label: t('staff-booking.reason'),
              hint: email === null ? undefined : t('staff-booking.reason-hint'),
              rows: 3,
              maxlength: 500,
            })}
            ${button.warning(t('staff-booking.cancel-now'))}
          </form>
        </section>`,
    )
  }

  readonly #find = async (event: SubmitEvent) => {
    event.preventDefault()
    this.#day = String(new FormData(event.currentTarget as HTMLFormElement).get('tag') ?? '')
    this.requestUpdate()
    await this.#times.run()
  }

  readonly #moveTo = async (event: SubmitEvent) => {
    event.preventDefault()
    const start = String(new FormData(event.currentTarget as HTMLFormElement).get('start') ?? '')
    await this.#send((params) =>
      this.api.POST('/api/appointments/staff-bookings/{id}/move', { params, body: { start } }),
    )
  }

  readonly #cancelNow = async (event: SubmitEvent) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget as HTMLFormElement).get('reason') ?? '')
    await this.#send((params) =>
      this.api.POST('/api/appointments/staff-bookings/{id}/cancellation', { params, body: { reason } }),
    )
  }

  async #send(post: (params: { path: { id: string } }) => Promise<unknown>) {
    this.#failure = undefined
    this.#problems = []
    try {
      await post({ path: { id: this.route.params['id'] ?? '' } })
      this.#day = ''
      this.announce(String(t('staff-booking.saved')))
      await this.#booking.run()
    } catch (error) {
      this.#problems = isApiError(error) ? error.problems : []
      if (this.#problems.length === 0) this.#failure = error
    }
    this.requestUpdate()
  }
}

const facts = (view: View) =>
  definitionList([
    { term: t('calendar.code'), description: html`<strong>${view.code ?? '–'}</strong>` },
    { term: t('calendar.office'), description: view.officeName },
    { term: t('calendar.services'), description: view.services.join(', ') },
    { term: t('staff-booking.variant'), description: t(`variant.${view.variant}`) },
    { term: t('staff-booking.created'), description: formatDateTime(view.createdAt) },
  ])

const contact = ({ name, email, phone, note }: View) =>
  name === null
    ? html`<p>${t('staff-booking.erased')}</p>`
    : definitionList([
        { term: t('calendar.name'), description: name },
        { term: t('staff-booking.email'), description: email ?? t('staff-booking.none') },
        { term: t('staff-booking.phone'), description: phone ?? t('staff-booking.none') },
        ...(note === null ? [] : [{ term: t('staff-booking.note'), description: note }]),
      ])

define('appointments-booking', BookingPage)
