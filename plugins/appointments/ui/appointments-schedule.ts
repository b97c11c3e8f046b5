import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { backLink, button, buttonGroup, inset, notification, t, table } from '@kreiswerk/ui-kit'
import type { FieldProblem } from '@kreiswerk/ui-kit'
import { KreiswerkElement, define, errorBox, hrefWith, isApiError, replyOf, taskView } from '@kreiswerk/ui-kit/elements'
import type { paths } from './api.d.ts'
import { chosenOffice, officeChoice } from './office-choice.ts'
import { exceptionColumns, ruleColumns } from './schedule-columns.ts'
import { changeFrom, exceptionForm, ruleForm, valuesOf } from './schedule-forms.ts'
import type { Editing } from './schedule-forms.ts'
import { previewView } from './schedule-preview.ts'
import { adoptStyles } from './styles.ts'

export type Schedule =
  paths['/api/appointments/schedules/{office}']['get']['responses'][200]['content']['application/json']
export type Rule = Schedule['rules'][number]
export type Exception = Schedule['exceptions'][number]
type PreviewPost = paths['/api/appointments/schedules/{office}/preview']['post']
export type Preview = PreviewPost['responses'][200]['content']['application/json']
export type Change = NonNullable<PreviewPost['requestBody']>['content']['application/json']

/** The rules and exceptions of an office. Every change is looked at before it is saved. */
class SchedulePage extends KreiswerkElement<paths> {
  #editing: Editing | undefined
  #pending: { change: Change; preview: Preview } | undefined
  #problems: readonly FieldProblem[] = []
  #failure: unknown
  #saved: { conflicts: number } | undefined
  #outdated = false

  readonly #offices = new Task(this, {
    args: () => [] as const,
    task: (_, { signal }) => replyOf(this.api.GET('/api/appointments/staff-offices', { signal })),
  })

  readonly #schedule = new Task(this, {
    args: () => [this.#office()] as const,
    task: async ([office], { signal }) =>
      office === undefined
        ? null
        : replyOf(this.api.GET('/api/appointments/schedules/{office}', { params: { path: { office } }, signal })),
  })

  override connectedCallback() {
    super.connectedCallback()
    adoptStyles()
  }

  override render() {
    return taskView(this.#offices, ({ offices }) => {
      const office = this.#office()
      if (office === undefined) return inset(t('calendar.no-office'))
      const planned = offices.filter(({ mayPlan }) => mayPlan)
      return html`
        ${backLink(`/staff/termine?amt=${office}`, t('schedule.back'))}
        <div class="appointments-filter">${officeChoice(planned, office, this.#choose)}</div>
        ${taskView(this.#schedule, (schedule) => (schedule === null ? nothing : this.#shown(schedule)))}
      `
    })
  }

  #office(): string | undefined {
    const { offices = [], horizonDays = 0 } = this.#offices.value ?? {}
    return chosenOffice({ offices: offices.filter(({ mayPlan }) => mayPlan), horizonDays }, this.route.query['amt'])?.id
  }

  #shown(schedule: Schedule) {
    const failure = this.#failure ? errorBox(this.#failure) : nothing
    if (this.#pending !== undefined) {
      const { preview } = this.#pending
      return html`${failure}
      ${this.#outdated ? notification({ kind: 'warning', live: true, title: t('schedule.outdated') }) : nothing}
      ${previewView(
        preview,
        schedule,
        buttonGroup(
          button.submit(t('schedule.save'), { type: 'button', onclick: this.#save }),
          button.secondary(t('schedule.discard'), { type: 'button', onclick: () => this.#reset() }),
        ),
      )}`
    }
    if (this.#editing !== undefined) return html`${failure} ${this.#form(schedule, this.#editing)}`
    return html`${failure} ${this.#saved === undefined ? nothing : this.#savedBox(this.#saved)} ${this.#lists(schedule)}`
  }

  #savedBox({ conflicts }: { conflicts: number }) {
    return notification({
      kind: conflicts === 0 ? 'success' : 'warning',
      live: true,
      title: t('schedule.saved'),
      body:
        conflicts === 0
          ? ''
          : html`<p><a href="/staff/termine/konflikte?amt=${this.#office()}">${t('schedule.to-conflicts')}</a></p>`,
    })
  }

  #form(schedule: Schedule, editing: Editing) {
    const form = editing.kind === 'rule' ? ruleForm : exceptionForm
    return html`<form @submit=${this.#submit}>
      ${form(editing, schedule, this.#problems)}
      ${buttonGroup(
        button.submit(t('schedule.show-preview')),
        button.secondary(t('schedule.discard'), { type: 'button', onclick: () => this.#reset() }),
      )}
    </form>`
  }

  #lists(schedule: Schedule) {
    const { rules, exceptions, ownRules } = schedule
    const actions = {
      change: (kind: Editing['kind'], row: Rule | Exception) => this.#edit({ kind, id: row.id, values: valuesOf(row) }),
      remove: (kind: Editing['kind'], row: Rule | Exception) =>
        void this.#look(kind === 'rule' ? { id: row.id, rule: null } : { id: row.id, exception: null }),
    }
    return html`<div class="appointments-stack">
      <h2>${t('schedule.exceptions')}</h2>
      ${table({
        caption: t('schedule.exceptions'),
        captionHidden: true,
        columns: exceptionColumns(schedule, actions),
        rows: exceptions,
        empty: t('schedule.no-exceptions'),
      })}
      ${buttonGroup(
        button.secondary(t('schedule.new-exception'), {
          type: 'button',
          onclick: () => this.#edit({ kind: 'exception', id: null, values: { kind: 'closed' } }),
        }),
      )}
      <h2>${t('schedule.rules')}</h2>
      ${ownRules ? nothing : inset(t('schedule.deployed'))}
      ${table({
        caption: t('schedule.rules'),
        captionHidden: true,
        columns: ruleColumns(schedule, actions),
        rows: rules,
        empty: t('schedule.no-rules'),
      })}
      ${buttonGroup(
        button.secondary(t('schedule.new-rule'), {
          type: 'button',
          onclick: () => this.#edit({ kind: 'rule', id: null, values: { validFrom: schedule.today, everyWeeks: 1 } }),
        }),
      )}
    </div>`
  }

  #edit(editing: Editing) {
    this.#reset()
    this.#editing = editing
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('form h2')?.focus())
  }

  #reset() {
    this.#editing = undefined
    this.#pending = undefined
    this.#problems = []
    this.#failure = undefined
    this.#saved = undefined
    this.#outdated = false
    this.requestUpdate()
  }

  readonly #choose = (amt: string) => {
    this.#reset()
    this.navigate(hrefWith({ amt }))
  }

  readonly #submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const editing = this.#editing
    if (editing === undefined) return
    const form = new FormData(event.currentTarget as HTMLFormElement)
    const { change, values } = changeFrom(editing, form)
    this.#editing = { ...editing, values }
    await this.#look(change)
  }

  async #look(change: Change) {
    this.#problems = []
    this.#failure = undefined
    this.#saved = undefined
    const path = { office: this.#office() ?? '' }
    try {
      const post = this.api.POST('/api/appointments/schedules/{office}/preview', { params: { path }, body: change })
      this.#pending = { change, preview: await replyOf(post) }
      void this.updateComplete.then(() => this.querySelector<HTMLElement>('h2')?.focus())
    } catch (error) {
      this.#problems = isApiError(error) ? error.problems : []
      this.#failure = error
    }
    this.requestUpdate()
  }

  readonly #save = async () => {
    if (this.#pending === undefined) return
    const { change, preview } = this.#pending
    const path = { office: this.#office() ?? '' }
    try {
      const body = { ...change, seen: preview.seen }
      const saved = await replyOf(
        this.api.POST('/api/appointments/schedules/{office}/changes', { params: { path }, body }),
      )
      this.#reset()
      this.#saved = saved
      this.announce(String(t('schedule.saved')))
      await this.#schedule.run()
    } catch (error) {
      if (isApiError(error, 'appointments.preview-outdated')) {
        await this.#look(change)
        this.#outdated = true
      } else this.#failure = error
    }
    this.requestUpdate()
  }
}

define('appointments-schedule', SchedulePage)
