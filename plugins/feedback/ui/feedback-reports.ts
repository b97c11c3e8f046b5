import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { Task } from '@lit/task'
import { button, field, formatDateTime, t, tag, withForm } from '@kreiswerk/ui-kit'
import type { FormState } from '@kreiswerk/ui-kit'
import { KreiswerkElement, hrefWith, isApiError, replyOf, taskView } from '@kreiswerk/ui-kit/elements'
import type { paths } from './api.d.ts'

type Reports = paths['/api/feedback/reports']['get']['responses']['200']['content']['application/json']
type Report = Reports['items'][number]

/** The staff's list of reported barriers, each with its answer or the form to write one. */
export class FeedbackReports extends KreiswerkElement<paths> {
  readonly #reports = new Task(this, {
    args: () => [this.route.query.after] as const,
    task: ([after]) => replyOf(this.api.GET('/api/feedback/reports', { params: { query: { after } } })),
  })
  #attempt: { id: string; state: FormState } | null = null

  protected override render() {
    return taskView(this.#reports, (page) => this.#page(page))
  }

  #page({ items, next }: Reports): TemplateResult {
    if (items.length === 0) return html`<p>${t('reports.empty')}</p>`
    return html`${items.map((report) => this.#report(report))}
    ${next === null ? nothing : html`<p><a href=${hrefWith({ after: next })}>${t('reports.next')}</a></p>`}`
  }

  #report(report: Report): TemplateResult {
    const { id, page, text, email, at, answer } = report
    return html`<article class="kw-panel" aria-labelledby="report-${id}">
      <h2 id="report-${id}">
        ${page === '' ? t('reports.erased') : page}
        ${tag(answer === null ? t('reports.state-open') : t('reports.state-answered'))}
      </h2>
      <p class="kw-hint">${formatDateTime(at)} · ${email ?? t('reports.no-email')}</p>
      <p class="kw-plain-text">${text}</p>
      ${
        answer === null
          ? this.#answerForm(id)
          : html`<h3>${t('reports.answer')}</h3>
              <p class="kw-plain-text">${answer}</p>`
      }
    </article>`
  }

  #answerForm(id: string): TemplateResult {
    const state = this.#attempt?.id === id ? this.#attempt.state : { values: {}, problems: [], idPrefix: `${id}-` }
    return html`<form class="kw-form" novalidate @submit=${(event: SubmitEvent) => this.#answer(event, id)}>
      ${withForm(
        state,
        () =>
          html`${field.textarea({
            name: 'answer',
            label: t('reports.answer'),
            hint: t('reports.answer-hint'),
            maxlength: 5000,
          })}
          ${button.submit(t('reports.send'))}`,
      )}
    </form>`
  }

  async #answer(event: SubmitEvent, id: string): Promise<void> {
    event.preventDefault()
    const answer = String(new FormData(event.target as HTMLFormElement).get('answer') ?? '')
    try {
      await this.api.POST('/api/feedback/reports/{id}/answer', { params: { path: { id } }, body: { answer } })
      this.#attempt = null
      this.announce(String(t('reports.answered')))
    } catch (error) {
      if (!isApiError(error) || error.problems.length === 0) throw error
      this.#attempt = { id, state: { values: { answer }, problems: error.problems, idPrefix: `${id}-` } }
      this.requestUpdate()
      return
    }
    await this.#reports.run()
  }
}
