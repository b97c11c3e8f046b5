import type { FieldKind, FieldProblem } from './form-state.ts'
import type { Readable, Text } from '../text.ts'
import { t } from '../text.ts'

const worded = new Set([
  'required',
  'format-email',
  'format-date',
  'format-date-time',
  'format-time',
  'format-uri',
  'format-uuid',
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
  'minProperties',
  'maxProperties',
  'uniqueItems',
  'multipleOf',
  'additionalProperties',
  'characters',
  'depth',
  'values',
  'file',
  'file-too-large',
  'file-empty',
  'file-type',
  'file-ending',
  'archive-too-large',
  'archive-damaged',
  'archive-locked',
  'archive-nested',
])

/** Says what is wrong with a field, in words for people. Codes the kit does not know are looked up as `error.<code>`. */
export function problemText(problem: FieldProblem, label: Readable, kind: FieldKind = 'text'): Text {
  return t(keyOf(problem.code, kind), { ...problem.params, label })
}

function keyOf(code: string, kind: FieldKind): string {
  if (!worded.has(code)) return code.startsWith('format-') ? 'kit.problem.other' : `error.${code}`
  if (code === 'type' && kind === 'number') return 'kit.problem.type-number'
  // A box that must be ticked is a constant in the schema; not ticking it is the same as leaving it out.
  const missing = code === 'required' || (code === 'enum' && kind === 'confirm')
  return missing && kind !== 'text' && kind !== 'number' ? `kit.problem.required-${kind}` : `kit.problem.${code}`
}
