import type { Problem } from '../base/error.ts'
import { escapePointer } from './pointer.ts'

/** Deeper than any form or document goes; what recurses over an input must not run out of stack. */
const deepest = 64

/**
 * The first place of an input that no database could keep: text with NUL or half a surrogate pair (PostgreSQL refuses
 * both, SQLite would keep what nobody can read), or nesting beyond 64 levels. It does not recurse itself.
 */
export function unstorableIn(input: unknown): Problem[] {
  const waiting: { value: unknown; pointer: string; depth: number }[] = [{ value: input, pointer: '', depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, pointer, depth } = next
    if (typeof value === 'string' && !isText(value)) return [{ pointer, code: 'characters' }]
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue
    if (depth === deepest) return [{ pointer: topOf(pointer), code: 'depth' }]
    for (const [key, member] of Object.entries(value)) {
      if (!isText(key)) return [{ pointer, code: 'characters' }]
      waiting.push({ value: member, pointer: `${pointer}/${escapePointer(key)}`, depth: depth + 1 })
    }
  }
  return []
}

const isText = (text: string): boolean => !text.includes('\0') && text.isWellFormed()
const topOf = (pointer: string): string => pointer.split('/').slice(0, 2).join('/')
