import type { Content } from '../content.ts'
import type { FieldProblem } from '../form/form-state.ts'
import { withForm } from '../form/form-state.ts'

/** One state of a component, shown in the gallery and checked by the tests. */
export interface Example {
  name: string
  /** What was submitted and what is wrong with it, for examples with fields. */
  values?: Record<string, unknown>
  problems?: readonly FieldProblem[]
  render: () => Content
}

export interface ComponentExamples {
  /** The folder and main export of the component. */
  component: string
  examples: readonly Example[]
}

/** The address-safe name of an example, unique over all components, e.g. `field-text-with-error`. */
export const exampleId = (component: string, example: Example): string =>
  `${component}-${example.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`

/** Renders an example as a form would. Ids are prefixed, so that all examples fit on one page. */
export function renderExample(component: string, example: Example): Content {
  const state = {
    values: example.values ?? {},
    problems: example.problems ?? [],
    idPrefix: `${exampleId(component, example)}-`,
  }
  return withForm(state, example.render)
}
