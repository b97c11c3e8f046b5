import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { errorSummary, needsMultipart, withForm } from '@kreiswerk/ui-kit'
import type { FieldProblem, FormState } from '@kreiswerk/ui-kit'
import type { AnyAction } from '../action/action.ts'
import { newId } from '../base/id.ts'

/** What somebody sent with a form that could not be accepted. */
export interface Attempt {
  actionId: string
  /** Which of several forms for the same action it was: its `_params` as sent. */
  params: string
  values: Record<string, unknown>
  problems: FieldProblem[]
}

export interface FormOptions {
  /** Path parameters of the action. */
  params?: Record<string, string>
  /** What the fields show before anybody has sent anything. */
  values?: Record<string, unknown>
  className?: string
}

/** Makes the forms of a page. */
export interface Forms {
  /** A form that runs `action`; `content` renders its fields and buttons. */
  for(action: unknown, content: () => TemplateResult, options?: FormOptions): TemplateResult
}

interface FormEnvironment {
  url: string
  csrfToken: string
  attempt: Attempt | null
  actionId(action: AnyAction): string
}

/** The forms of one rendering, and the summary of what was wrong with the attempt; ask for it after the page. */
export function createForms(environment: FormEnvironment): Forms & { summary(): unknown } {
  const { attempt } = environment
  const attempted: FormState | null = attempt && { values: attempt.values, problems: attempt.problems }

  function stateOf(actionId: string, params: string, options: FormOptions): FormState {
    const isAttempt = attempt !== null && attempt.actionId === actionId && attempt.params === params
    return isAttempt && attempted !== null ? attempted : { values: options.values ?? {}, problems: [] }
  }

  return {
    summary: () => (attempted === null || attempted.problems.length === 0 ? nothing : errorSummary(attempted)),
    for(action, content, options = {}) {
      const actionId = environment.actionId(action as AnyAction)
      const params = JSON.stringify(options.params ?? {})
      const state = stateOf(actionId, params, options)
      const fields = withForm(state, content)
      return html`<form
        method="post"
        action=${environment.url}
        class=${options.className ?? 'kw-form'}
        enctype=${needsMultipart(state) ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}
      >
        <input type="hidden" name="_action" value=${actionId} />
        <input type="hidden" name="_params" value=${params} />
        <input type="hidden" name="_csrf" value=${environment.csrfToken} />
        <input type="hidden" name="_key" value=${newId()} />
        ${fields}
      </form>`
    },
  }
}
