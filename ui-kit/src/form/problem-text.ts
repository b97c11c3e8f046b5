import type { FieldProblem } from './form-state.ts'
import type { Readable, Text } from '../text.ts'
import { t } from '../text.ts'

const worded = new Set([
  'required',
  'format-email',
  'format-date',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'pattern',
  'enum',
  'type',
  'minItems',
  'maxItems',
  'uniqueItems',
  'multipleOf',
  'additionalProperties',
])

/** Says what is wrong with a field, in words for people. Codes the kit does not know are looked up as `error.<code>`. */
export function problemText(problem: FieldProblem, label: Readable): Text {
  const key = worded.has(problem.code) ? `kit.problem.${problem.code}` : `error.${problem.code}`
  return t(key, { ...problem.params, label })
}
