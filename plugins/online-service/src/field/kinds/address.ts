import { Type } from '@kreiswerk/core'
import type { Address, AddressField } from '../field.ts'
import { fieldKind, problem } from '../kind.ts'
import { readText } from './text.ts'

/** The parts of a German postal address in the order people say them, with the longest text each may have. */
export const addressParts = { street: 100, houseNumber: 10, postalCode: 5, city: 100 } as const

type Part = keyof Address
const parts = Object.keys(addressParts) as Part[]
const postalCode = /^\d{5}$/
const houseNumber = /^\d{1,4}\s?[a-zA-Z]?([-/]\d{1,4}\s?[a-zA-Z]?)?$/

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function checkPart(part: Part, value: unknown, field: AddressField) {
  const at = `/${part}`
  if (value === undefined) return [problem('required', undefined, at)]
  if (typeof value !== 'string') return [problem('type', { type: 'string' }, at)]
  if (value.length > addressParts[part]) return [problem('maxLength', { limit: addressParts[part] }, at)]
  if (part === 'houseNumber' && !houseNumber.test(value)) return [problem('format-house-number', undefined, at)]
  if (part !== 'postalCode') return []
  if (!postalCode.test(value)) return [problem('format-postal-code', undefined, at)]
  const served = field.postalCodes === undefined || field.postalCodes.includes(value)
  return served ? [] : [problem('postal-code-not-served', undefined, at)]
}

export const addressKind = fieldKind<AddressField>('address', {
  read(sent) {
    if (!isRecord(sent)) return sent === null || sent === '' ? undefined : sent
    const entries = parts.map((part) => [part, readText(sent[part])] as const)
    const answered = entries.filter(([, value]) => value !== undefined)
    return answered.length === 0 ? undefined : Object.fromEntries(answered)
  },
  check(value, field) {
    if (!isRecord(value)) return [problem('type', { type: 'object' })]
    return parts.flatMap((part) => checkPart(part, value[part], field))
  },
  schema: () =>
    Type.Object({
      street: Type.String({ minLength: 1, maxLength: addressParts.street }),
      houseNumber: Type.String({ pattern: houseNumber.source }),
      postalCode: Type.String({ pattern: postalCode.source }),
      city: Type.String({ minLength: 1, maxLength: addressParts.city }),
    }),
  words(value) {
    const { street, houseNumber: number, postalCode: code, city } = value as Partial<Address>
    return [
      [street, number],
      [code, city],
    ]
      .map((line) => line.filter(Boolean).join(' '))
      .filter(Boolean)
  },
})
