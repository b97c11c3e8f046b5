import type { Problem } from '../base/error.ts'

/** What is wrong with a setting, as an operator reads it: `/days must be integer`. */
export function expectation({ pointer, code, params = {} }: Problem): string {
  return `${pointer || 'the whole'} ${wordsOf(code, params)}`
}

function wordsOf(code: string, { type, limit, pattern }: NonNullable<Problem['params']>): string {
  if (code.startsWith('format-')) return `must be a valid ${code.slice('format-'.length)}`
  switch (code) {
    case 'required':
      return 'is missing'
    case 'additionalProperties':
      return 'is unknown; remove it'
    case 'type':
      return type === undefined ? 'must be of another type' : `must be ${type}`
    case 'enum':
      return 'must be one of the values that the plugin offers'
    case 'pattern':
      return `must fit the pattern ${pattern}`
    case 'minimum':
      return `must be ${limit} or more`
    case 'maximum':
      return `must be ${limit} or less`
    case 'minLength':
      return `must have ${limit} characters or more`
    case 'maxLength':
      return `must have ${limit} characters or less`
    case 'minItems':
      return `must have ${limit} entries or more`
    case 'maxItems':
      return `must have ${limit} entries or less`
    default:
      return `must fit the rule "${code}" of the plugin`
  }
}
