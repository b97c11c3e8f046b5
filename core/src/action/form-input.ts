import { parse } from 'qs'
import { Upload } from '../storage/upload.ts'

type Fields = Record<string, unknown>

const limits = {
  depth: 6,
  arrayLimit: 200,
  parameterLimit: 2_000,
  allowPrototypes: false,
  plainObjects: false,
} as const

/**
 * Reads a form with names like `items[0][size]`, urlencoded or already taken apart; limits: 2,000 fields, 6 levels,
 * lists of 200.
 */
export const parseForm = (form: string | Record<string, string | string[]>): Fields =>
  // Its types know one text a name; it takes lists as well, which is what it makes of repeated names itself.
  parse(form as string | Record<string, string>, limits) as Fields

/**
 * Turns what browsers send for a form into what a schema describes: empty fields are absent, three date fields are one
 * ISO date, names starting with `_` belong to the form itself.
 */
export function readForm(fields: Fields): Fields {
  const read: Fields = {}
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith('_')) continue
    const simple = simplify(value)
    if (simple !== undefined) read[name] = simple
  }
  return read
}

/** What was submitted without the rows that `readForm` leaves out, so that pointers of problems find their rows. */
export const withoutEmptyRows = (fields: Fields): Fields => alignRows(fields) as Fields

function alignRows(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => simplify(item) !== undefined).map(alignRows)
  if (typeof value !== 'object' || value === null || value instanceof Upload) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, alignRows(member)]))
}

function simplify(value: unknown): unknown {
  if (value === '' || value === undefined || value === null) return undefined
  if (typeof value === 'string') return value.replaceAll('\r\n', '\n')
  if (Array.isArray(value)) return value.map(simplify).filter((item) => item !== undefined)
  if (typeof value !== 'object' || value instanceof Upload) return value
  if (isThreePartDate(value)) return isoDate(value)
  const kept = Object.entries(value).flatMap(([name, member]) => {
    const simple = simplify(member)
    return simple === undefined ? [] : [[name, simple] as const]
  })
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

interface ThreePartDate {
  day: string
  month: string
  year: string
}

function isThreePartDate(value: object): value is ThreePartDate {
  const parts = value as Partial<Record<string, unknown>>
  return Object.keys(value).length === 3 && ['day', 'month', 'year'].every((part) => typeof parts[part] === 'string')
}

function isoDate({ day, month, year }: ThreePartDate): string | undefined {
  if (day === '' && month === '' && year === '') return undefined
  return `${year.trim()}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`
}
