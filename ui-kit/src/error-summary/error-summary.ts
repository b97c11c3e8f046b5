import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { Content } from '../content.ts'
import { deferred } from '../content.ts'
import type { FieldProblem, FormState } from '../form/form-state.ts'
import { currentForm, fieldOf } from '../form/form-state.ts'
import { problemText } from '../form/problem-text.ts'
import { icon } from '../icon/icon.ts'
import { t } from '../text.ts'

/**
 * What is wrong with the form, each entry a link to its field. Belongs first on the page; it is put into words after the
 * fields have been evaluated, so it knows their labels. Where no field is wrong, it asks nobody to check any. Shows nothing
 * when there are no problems.
 */
export function errorSummary(state: FormState | undefined = currentForm()): Content {
  if (!state || state.problems.length === 0) return nothing
  return deferred(() => summary(state))
}

function summary(state: FormState): TemplateResult {
  const isAboutFields = state.problems.some((problem) => fieldOf(state, problem) !== undefined)
  const title = isAboutFields ? 'kit.error-summary.title' : 'kit.error-summary.refused'
  const titleId = `${state.idPrefix ?? ''}error-summary-title`
  return html`<kw-error-summary>
    <div class="kw-error-summary" role="alert" tabindex="-1" aria-labelledby=${titleId}>
      ${icon('error', 'large')}
      <div>
        <h2 class="kw-error-summary__title" id=${titleId}>${t(title)}</h2>
        <ul class="kw-error-summary__list">
          ${state.problems.map((problem) => html`<li>${entry(state, problem)}</li>`)}
        </ul>
      </div>
    </div>
  </kw-error-summary>`
}

function entry(state: FormState, problem: FieldProblem): Content {
  const field = fieldOf(state, problem)
  if (!field) return problemText(problem, problem.pointer)
  return html`<a href="#${field.id}">${problemText(problem, field.label, field.kind)}</a>`
}
