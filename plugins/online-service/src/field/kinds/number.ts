import { Type } from '@kreiswerk/core'
import { formatLocale, inWords } from '../../service/wording.ts'
import type { NumberField } from '../field.ts'
import { fieldKind, problem } from '../kind.ts'
import { readText } from './text.ts'

const lowest = (field: NumberField) => field.minimum ?? 0
const highest = (field: NumberField) => field.maximum ?? 1_000_000_000

/** A whole number; people may type blanks and German thousands dots. */
export const numberKind = fieldKind<NumberField>('number', {
  read(sent) {
    const text = readText(sent)
    if (typeof text !== 'string') return text
    const digits = text.replaceAll(/[\s\u202f]|\.(?=\d{3}(\D|$))/g, '')
    return /^-?\d{1,15}$/.test(digits) ? Number(digits) : text
  },
  check(value, field) {
    if (!Number.isSafeInteger(value)) return [problem('type', { type: 'integer' })]
    if ((value as number) < lowest(field)) return [problem('minimum', { limit: lowest(field) })]
    if ((value as number) > highest(field)) return [problem('maximum', { limit: highest(field) })]
    return []
  },
  schema: (field) => Type.Integer({ minimum: lowest(field), maximum: highest(field) }),
  words(value, field, locale) {
    const number = new Intl.NumberFormat(formatLocale(locale)).format(Number(value))
    return [field.unit === undefined ? number : `${number} ${inWords(field.unit, locale)}`]
  },
})
