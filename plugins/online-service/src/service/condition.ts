export type Scalar = string | number | boolean

/**
 * When a field is asked. Plain data, total and without side effects: browser, server and checks read the same thing.
 * A condition on an unanswered field does not hold, whichever way it is put.
 */
export type Condition =
  | { readonly field: string; readonly is: Scalar }
  | { readonly field: string; readonly isNot: Scalar }
  | { readonly field: string; readonly isOneOf: readonly Scalar[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }

/** Finds the answer to a field by name; `undefined` when there is none. */
export type Scope = (field: string) => unknown

export function holds(condition: Condition, scope: Scope): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, scope))
  if ('any' in condition) return condition.any.some((part) => holds(part, scope))
  const answer = scope(condition.field)
  if (answer === undefined) return false
  const matches = (value: Scalar) => (Array.isArray(answer) ? answer.includes(value) : answer === value)
  if ('is' in condition) return matches(condition.is)
  if ('isNot' in condition) return !matches(condition.isNot)
  return condition.isOneOf.some(matches)
}

/** Every comparison in a condition, for checks of the definition. */
export function comparisonsIn(condition: Condition): { field: string; values: readonly Scalar[] }[] {
  if ('all' in condition) return condition.all.flatMap(comparisonsIn)
  if ('any' in condition) return condition.any.flatMap(comparisonsIn)
  if ('is' in condition) return [{ field: condition.field, values: [condition.is] }]
  if ('isNot' in condition) return [{ field: condition.field, values: [condition.isNot] }]
  return [{ field: condition.field, values: condition.isOneOf }]
}
