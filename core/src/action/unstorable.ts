import type { Problem } from '../base/error.ts'
import { escapePointer } from './pointer.ts'

/** Deeper than any form or document goes; what recurses over an input must not run out of stack. */
const deepest = 64

/**
 * More than any form or document has. A body of 1 MiB has room for half a million, and then checking it would keep
 * everybody else waiting for seconds.
 */
export const mostValues = 20_000

/**
 * The first place of an input that no database could keep: text with NUL or half a surrogate pair (PostgreSQL refuses
 * both, SQLite would keep what nobody can read), nesting beyond 64 levels, or more than 20,000 values. It does not
 * recurse itself.
 */
export function unstorableIn(input: unknown): Problem[] {
  const waiting: Place[] = [{ value: input, key: '', parent: null, depth: 0 }]
  let values = 0
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value, depth } = place
    if (typeof value === 'string' && !isText(value)) return [{ pointer: pointerOf(place), code: 'characters' }]
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue
    if (depth === deepest) return [{ pointer: topOf(pointerOf(place)), code: 'depth' }]
    const keys = Object.keys(value)
    values += keys.length
    if (values > mostValues) return [{ pointer: topOf(pointerOf(place)), code: 'values' }]
    for (const key of keys) {
      const member = (value as Record<string, unknown>)[key]
      if (!isText(key)) return [{ pointer: pointerOf(place), code: 'characters' }]
      waiting.push({ value: member, key, parent: place, depth: depth + 1 })
    }
  }
  return []
}

interface Place {
  value: unknown
  key: string
  parent: Place | null
  depth: number
}

function pointerOf(place: Place): string {
  let pointer = ''
  for (let at = place; at.parent !== null; at = at.parent) pointer = `/${escapePointer(at.key)}${pointer}`
  return pointer
}

const isText = (text: string): boolean => !text.includes('\0') && text.isWellFormed()
const topOf = (pointer: string): string => pointer.split('/').slice(0, 2).join('/')
