import { Type } from '@kreiswerk/core'
import { inWords } from '../../service/wording.ts'
import type { ChoiceField, YesNoField } from '../field.ts'
import { fieldKind, problem } from '../kind.ts'
import { readText } from './text.ts'

const offers = (field: ChoiceField, value: unknown) => field.options.some((option) => option.value === value)

function optionInWords(field: ChoiceField, value: unknown, locale: string): string {
  const option = field.options.find((candidate) => candidate.value === value)
  return option === undefined ? String(value) : inWords(option.label, locale)
}

const valuesOf = (field: ChoiceField) =>
  Type.Unsafe<string>({ type: 'string', enum: field.options.map((option) => option.value) })

const one = fieldKind<ChoiceField>('choice', {
  read: (sent) => readText(sent),
  check: (value, field) => (offers(field, value) ? [] : [problem('enum')]),
  schema: valuesOf,
  words: (value, field, locale) => [optionInWords(field, value, locale)],
})

/** Any number of options, in the order of the definition, each once. A single ticked box arrives as a plain text. */
const several = fieldKind<ChoiceField>('choices', {
  read(sent, field) {
    if (sent === undefined || sent === null || sent === '') return undefined
    const chosen: unknown[] = Array.isArray(sent) ? sent : [sent]
    const known = field.options.map((option) => option.value).filter((value) => chosen.includes(value))
    const unknown = chosen.filter((value) => !offers(field, value))
    return chosen.length === 0 ? undefined : [...known, ...unknown]
  },
  check: (value, field) =>
    Array.isArray(value) && value.every((item) => offers(field, item)) ? [] : [problem('enum')],
  schema: (field) => Type.Array(valuesOf(field), { minItems: 1, uniqueItems: true }),
  words: (value, field, locale) => (value as unknown[]).map((item) => optionInWords(field, item, locale)),
})

const answersToYesNo = new Map<unknown, boolean>([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
])
const yesOrNo = { yes: { de: 'Ja', en: 'Yes' }, no: { de: 'Nein', en: 'No' } } as const

const yesNo = fieldKind<YesNoField>('yesNo', {
  read: (sent) => (sent === null || sent === '' ? undefined : (answersToYesNo.get(sent) ?? sent)),
  check: (value) => (typeof value === 'boolean' ? [] : [problem('enum')]),
  schema: () => Type.Boolean(),
  words: (value, _field, locale) => [inWords(value === true ? yesOrNo.yes : yesOrNo.no, locale)],
})

export const choiceKinds = [one, several, yesNo]
