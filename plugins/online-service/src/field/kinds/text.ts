import { Type } from '@kreiswerk/core'
import type { ContactField, TextField } from '../field.ts'
import { fieldKind, problem } from '../kind.ts'

const lengthLimit = { text: 200, longText: 4_000 } as const
const contactLimit = { email: 254, tel: 30 } as const
// One @, a dot behind it, no blanks: whether an address exists shows only when a mail arrives.
const email = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/
const telephone = /^\+?[\d\s()/.-]{5,29}$/

/** NFC, as DIN 91379 wants names and places to be stored; without outer blanks; empty is not answered. */
export function readText(sent: unknown, lines: 'one' | 'several' = 'one'): unknown {
  if (sent === undefined || sent === null) return undefined
  if (typeof sent !== 'string') return sent
  const text = sent.normalize('NFC').replaceAll('\r\n', '\n')
  return (lines === 'one' ? text.replaceAll(/\s+/g, ' ') : text).trim() || undefined
}

function checkLength(value: unknown, min: number, max: number) {
  if (typeof value !== 'string') return [problem('type', { type: 'string' })]
  if ([...value].length < min) return [problem('minLength', { limit: min })]
  if ([...value].length > max) return [problem('maxLength', { limit: max })]
  return []
}

const freeText = (kind: 'text' | 'longText') =>
  fieldKind<TextField>(kind, {
    read: (sent) => readText(sent, kind === 'text' ? 'one' : 'several'),
    check: (value, field) => checkLength(value, field.minLength ?? 1, field.maxLength ?? lengthLimit[kind]),
    schema: (field) =>
      Type.String({ minLength: field.minLength ?? 1, maxLength: field.maxLength ?? lengthLimit[kind] }),
    words: (value) => String(value).split('\n'),
  })

const contact = (kind: 'email' | 'tel', pattern: RegExp) =>
  fieldKind<ContactField>(kind, {
    read: (sent) => readText(sent),
    check: (value) => {
      const problems = checkLength(value, 1, contactLimit[kind])
      return problems.length > 0 || pattern.test(String(value)) ? problems : [problem(`format-${kind}`)]
    },
    schema: () => Type.String({ maxLength: contactLimit[kind], pattern: pattern.source }),
    words: (value) => [String(value)],
  })

export const textKinds = [freeText('text'), freeText('longText'), contact('email', email), contact('tel', telephone)]
