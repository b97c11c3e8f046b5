import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import {
  backLink,
  button,
  buttonGroup,
  definitionList,
  documentList,
  field,
  formatDateTime,
  formatMoney,
  notification,
  t,
  tag,
  timeline,
  withForm,
} from '@kreiswerk/ui-kit'
import type { FieldProblem } from '@kreiswerk/ui-kit'
import { KreiswerkElement, define, errorBox, isApiError, replyOf, taskView } from '@kreiswerk/ui-kit/elements'
import { stageKind, stageText } from '../src/form/texts.ts'
import { summarySections } from '../src/pages/summarySections.ts'
import type { paths } from './api.d.ts'
import { adoptStyles } from './styles.ts'

type View = paths['/api/online-service/cases/{id}']['get']['responses'][200]['content']['application/json']
type Values = Record<string, string>

/** What a form of this page was sent with, and what was wrong. */
interface Attempt {
  form: 'note' | 'decision'
  values: Values
  problems: readonly FieldProblem[]
}

/** The case page of staff: what was asked for, what happened, and what to do next. */
class CasePage extends KreiswerkElement<paths> {
  #attempt: Attempt | undefined
  #failure: unknown

  readonly #case = new Task(this, {
    args: () => [this.route.params['id'] ?? ''] as const,
    task: ([id], { signal }) =>
      replyOf(this.api.GET('/api/online-service/cases/{id}', { params: { path: { id } }, signal })),
  })

  override connectedCallback() {
    super.connectedCallback()
    adoptStyles()
  }

  override render() {
    return taskView(
      this.#case,
      (view) => html`
        ${backLink('/staff/antraege', t('work.back'))} ${this.#failure ? errorBox(this.#failure) : nothing}
        <h2>${view.title} ${tag(stageText(view), stageKind(view))}</h2>
        ${
          view.refundDue
            ? notification({
                kind: 'warning',
                title: t('work.refund-due'),
                body: html`<p>${t('work.refund-due-body')}</p>`,
              })
            : nothing
        }
        <div class="online-service-case">
          <div>
            ${facts(view)}
            ${summarySections(view.summary, { files: view.files, current: view.current, fileHref: ({ id }) => `/api/online-service/cases/${view.id}/files/${id}` })}
            ${documents(view)}
          </div>
          <div>
            ${this.may('online-service.process') ? this.#work(view) : nothing}
            <h2>${t('work.history')}</h2>
            ${history(view)}
          </div>
        </div>
      `,
    )
  }

  #work(view: View) {
    const { stage, assignedToMe, assigneeName } = view
    const open = stage === 'received' || stage === 'in-progress'
    return html`
      ${
        open
          ? buttonGroup(
              assigneeName === null
                ? button.submit(t('work.take'), { type: 'button', onclick: () => this.#send('assignment') })
                : nothing,
              assigneeName === null
                ? nothing
                : button.secondary(t('work.release'), { type: 'button', onclick: () => this.#send('release') }),
            )
          : nothing
      }
      ${stage === 'in-progress' && assignedToMe ? this.#decision() : nothing} ${this.#note()}
    `
  }

  #decision() {
    return withForm(
      this.#stateOf('decision'),
      () =>
        html`<form @submit=${(event: SubmitEvent) => this.#submit(event, 'decision')}>
          <h2>${t('work.decide')}</h2>
          ${field.radios({
            name: 'outcome',
            label: t('work.outcome'),
            inline: true,
            options: [
              { value: 'granted', label: t('work.grant') },
              { value: 'refused', label: t('work.refuse') },
            ],
          })}
          ${field.textarea({ name: 'reason', label: t('work.reason'), hint: t('work.reason-hint'), maxlength: 4000 })}
          ${button.submit(t('work.decide-now'))}
        </form>`,
    )
  }

  #note() {
    return withForm(
      { ...this.#stateOf('note'), idPrefix: 'note-' },
      () =>
        html`<form @submit=${(event: SubmitEvent) => this.#submit(event, 'note')}>
          ${field.textarea({ name: 'text', label: t('work.note'), hint: t('work.note-hint'), rows: 3, maxlength: 4000 })}
          ${button.secondary(t('work.note-add'))}
        </form>`,
    )
  }

  #stateOf(form: Attempt['form']) {
    const attempt = this.#attempt?.form === form ? this.#attempt : undefined
    return { values: attempt?.values ?? {}, problems: attempt?.problems ?? [] }
  }

  async #submit(event: SubmitEvent, form: Attempt['form']) {
    event.preventDefault()
    const target = event.currentTarget as HTMLFormElement
    const values = Object.fromEntries([...new FormData(target)].map(([name, value]) => [name, String(value)]))
    this.#attempt = { form, values, problems: [] }
    await this.#send(form === 'note' ? 'notes' : 'decision', values)
    if (this.#attempt === undefined) clear(target)
  }

  async #send(what: 'assignment' | 'release' | 'notes' | 'decision', values: Values = {}) {
    const params = { path: { id: this.route.params['id'] ?? '' } }
    this.#failure = undefined
    try {
      await this.#post(what, params, values)
      this.#attempt = undefined
      this.announce(String(t('work.saved')))
      await this.#case.run()
    } catch (error) {
      const problems = isApiError(error) ? error.problems : []
      if (this.#attempt && problems.length > 0) this.#attempt = { ...this.#attempt, problems }
      else this.#failure = error
    }
    this.requestUpdate()
  }

  #post(what: 'assignment' | 'release' | 'notes' | 'decision', params: { path: { id: string } }, values: Values) {
    switch (what) {
      case 'assignment':
        return this.api.POST('/api/online-service/cases/{id}/assignment', { params })
      case 'release':
        return this.api.POST('/api/online-service/cases/{id}/release', { params })
      case 'notes':
        return this.api.POST('/api/online-service/cases/{id}/notes', { params, body: { text: values['text'] ?? '' } })
      case 'decision': {
        const outcome = values['outcome'] as 'granted' | 'refused'
        return this.api.POST('/api/online-service/cases/{id}/decision', {
          params,
          body: { outcome, reason: values['reason'] ?? '' },
        })
      }
    }
  }
}

/** Empties a form and tells what counts its characters. */
function clear(form: HTMLFormElement): void {
  form.reset()
  for (const area of form.querySelectorAll('textarea')) area.dispatchEvent(new Event('input', { bubbles: true }))
}

const facts = (view: View) =>
  definitionList([
    { term: t('case.number'), description: html`<strong>${view.trackingNumber}</strong>` },
    { term: t('work.applicant'), description: view.applicantName },
    ...(view.applicantEmail === null ? [] : [{ term: t('work.contact'), description: view.applicantEmail }]),
    { term: t('case.submitted'), description: formatDateTime(view.submittedAt) },
    ...(view.receivedAt === null ? [] : [{ term: t('case.received'), description: formatDateTime(view.receivedAt) }]),
    { term: t('work.assignee'), description: view.assigneeName ?? t('work.nobody') },
    ...(view.fee === 0
      ? []
      : [{ term: t('case.fee'), description: html`${formatMoney(view.fee)} (${t(`payment.${view.payment}`)})` }]),
    ...(view.reason === null ? [] : [{ term: t('work.reason'), description: view.reason }]),
  ])

const documents = (view: View) =>
  view.outputs.length === 0
    ? nothing
    : html`<h2>${t('work.documents')}</h2>
        ${documentList(
          view.outputs.map(({ id, title, bytes, issuedAt }) => ({
            title,
            href: `/api/online-service/cases/${view.id}/outputs/${id}`,
            format: 'PDF',
            bytes,
            date: issuedAt,
          })),
        )}`

const history = (view: View) =>
  timeline(
    view.history.map(({ kind, at, by, text }) => ({
      at,
      title: t(`event.${kind}`),
      by: by ?? t('event.citizen'),
      body: text === null ? undefined : html`<p>${text}</p>`,
      kind: kind === 'decided' ? ('success' as const) : ('neutral' as const),
    })),
  )

define('online-service-case', CasePage)
