import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { backLink, button, field, inset, notification, t, withForm } from '@kreiswerk/ui-kit'
import type { FieldProblem } from '@kreiswerk/ui-kit'
import { KreiswerkElement, define, errorBox, hrefWith, isApiError, replyOf, taskView } from '@kreiswerk/ui-kit/elements'
import type { paths } from './api.d.ts'
import { chosenOffice, dayChoice, officeChoice } from './office-choice.ts'
import type { OfficeEntry, Offices } from './office-choice.ts'
import { adoptStyles } from './styles.ts'

type Variant = 'counter' | 'phone' | 'video'

/** Booking for somebody on the phone or at the counter: what for and when stand in the address, who does not. */
class NewBooking extends KreiswerkElement<paths> {
  #failure: unknown
  #problems: readonly FieldProblem[] = []
  #values: Record<string, string> = {}
  #done: { id: string; code: string } | undefined

  readonly #offices = new Task(this, {
    args: () => [] as const,
    task: (_, { signal }) => replyOf(this.api.GET('/api/appointments/staff-offices', { signal })),
  })

  readonly #times = new Task(this, {
    args: () => [JSON.stringify(this.route.query), this.#office()?.id] as const,
    task: async ([, office], { signal }) => {
      const { tag: day, anliegen: service, personen: persons = '1', art } = this.route.query
      if (office === undefined || day === undefined || service === undefined) return null
      const query = { office, day, services: `${service}*${persons}`, variant: (art ?? 'counter') as Variant }
      return replyOf(this.api.GET('/api/appointments/staff-times', { params: { query }, signal }))
    },
  })

  override connectedCallback() {
    super.connectedCallback()
    adoptStyles()
  }

  override render() {
    return taskView(this.#offices, (offices) => {
      const office = this.#office(offices)
      if (office === undefined) return inset(t('calendar.no-office'))
      const day = this.route.query['tag'] ?? office.today
      return html`
        ${backLink(`/staff/termine?amt=${office.id}&tag=${day}`, t('staff-booking.back'))}
        ${this.#done === undefined ? nothing : booked(this.#done)} ${this.#failure ? errorBox(this.#failure) : nothing}
        <p>${t('new.intro')}</p>
        ${this.#question(offices, office, day)}
        ${taskView(this.#times, (found) => (found === null ? nothing : this.#person(found.times)))}
      `
    })
  }

  #office(offices: Offices | undefined = this.#offices.value): OfficeEntry | undefined {
    if (offices === undefined) return undefined
    const bookable = offices.offices.filter(({ mayBook }) => mayBook)
    return chosenOffice({ ...offices, offices: bookable }, this.route.query['amt'])
  }

  #question({ offices }: Offices, office: OfficeEntry, day: string) {
    const { anliegen = '', personen = '1', art = 'counter' } = this.route.query
    const variants = [...new Set(office.services.flatMap(({ variants }) => variants))]
    return withForm(
      { values: { anliegen, personen, art }, problems: [] },
      () => html`
        <form class="appointments-filter" @submit=${this.#find}>
          ${officeChoice(
            offices.filter(({ mayBook }) => mayBook),
            office.id,
            (amt) => this.navigate(hrefWith({ amt, anliegen: undefined })),
          )}
          ${dayChoice(t('calendar.day'), 'tag', day, office.today)}
          ${field.select({
            name: 'anliegen',
            label: t('new.service'),
            options: office.services.map(({ id, title }) => ({ value: id, label: title })),
          })}
          ${field.number({ name: 'personen', label: t('new.persons'), width: 'xs' })}
          ${
            variants.length < 2
              ? nothing
              : field.select({
                  name: 'art',
                  label: t('staff-booking.variant'),
                  width: 'm',
                  options: variants.map((value) => ({ value, label: t(`variant.${value}`) })),
                })
          }
          ${button.secondary(t('new.find'), { type: 'submit' })}
        </form>
      `,
    )
  }

  #person(times: readonly { start: string; time: string }[]) {
    if (times.length === 0) return inset(t('new.none'))
    return withForm(
      { values: this.#values, problems: this.#problems },
      () => html`
        <form @submit=${this.#book}>
          <h2>${t('new.who')}</h2>
          ${field.select({
            name: 'start',
            label: t('new.times'),
            width: 's',
            options: times.map(({ start, time }) => ({ value: start, label: time })),
          })}
          ${field.text({ name: 'name', label: t('book.name'), autocomplete: 'off' })}
          ${field.email({
            name: 'email',
            label: t('book.email'),
            hint: t('new.email-hint'),
            optional: true,
            autocomplete: 'off',
          })}
          ${field.text({ name: 'phone', label: t('book.phone'), optional: true, inputmode: 'tel', autocomplete: 'off' })}
          ${field.textarea({ name: 'note', label: t('staff-booking.note'), optional: true, rows: 2, maxlength: 500 })}
          ${button.submit(t('new.book'))}
        </form>
      `,
    )
  }

  readonly #find = (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    this.#done = undefined
    this.navigate(
      hrefWith({
        amt: text('amt'),
        tag: text('tag'),
        anliegen: text('anliegen'),
        personen: text('personen') || '1',
        art: text('art') || undefined,
      }),
    )
  }

  readonly #book = async (event: SubmitEvent) => {
    event.preventDefault()
    const target = event.currentTarget as HTMLFormElement
    const values = Object.fromEntries([...new FormData(target)].map(([name, value]) => [name, String(value).trim()]))
    const { anliegen = '', personen = '1', art = 'counter' } = this.route.query
    this.#values = values
    this.#problems = []
    this.#failure = undefined
    try {
      this.#done = await replyOf(
        this.api.POST('/api/appointments/staff-bookings', {
          body: {
            office: this.#office()?.id ?? '',
            variant: art as Variant,
            items: [{ service: anliegen, persons: Number(personen) }],
            start: values['start'] ?? '',
            name: values['name'] ?? '',
            ...(values['email'] ? { email: values['email'] } : {}),
            ...(values['phone'] ? { phone: values['phone'] } : {}),
            ...(values['note'] ? { note: values['note'] } : {}),
          },
        }),
      )
      this.#values = {}
      target.reset()
      this.announce(String(t('new.done', { code: this.#done.code })))
    } catch (error) {
      this.#problems = isApiError(error) ? error.problems : []
      if (this.#problems.length === 0) this.#failure = error
    }
    await this.#times.run()
    this.requestUpdate()
  }
}

const booked = ({ id, code }: { id: string; code: string }) =>
  notification({
    kind: 'success',
    title: t('new.done', { code }),
    body: html`<p><a href="/staff/termine/${id}">${t('new.done-open')}</a></p>`,
  })

define('appointments-new', NewBooking)
