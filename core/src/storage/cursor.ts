import type { EntityProperty } from '@mikro-orm/core'
import { errors } from './errors.ts'

/** What a list can be sorted by. */
export type CursorValue = string | number | boolean | Date

/** Where a page ended: the value it was sorted by and the id, as text that says nothing to people. */
export const encodeCursor = (value: CursorValue, id: string): string =>
  Buffer.from(JSON.stringify([value, id])).toString('base64url')

/** The value and id in a cursor, checked against the property it was sorted by; `storage.bad-cursor` otherwise. */
export function decodeCursor(cursor: string, property: EntityProperty): [value: CursorValue, id: string] {
  const content = parse(cursor)
  if (!Array.isArray(content) || content.length !== 2) throw errors.badCursor()
  const [stored, id] = content as unknown[]
  const value = property.runtimeType === 'Date' ? dateOf(stored) : stored
  if (typeof id !== 'string' || !isOfType(value, property.runtimeType)) throw errors.badCursor()
  return [value as CursorValue, id]
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch (cause) {
    throw errors.badCursor({}, { cause })
  }
}

function dateOf(stored: unknown): Date | undefined {
  const date = typeof stored === 'string' ? new Date(stored) : undefined
  return date !== undefined && !Number.isNaN(date.getTime()) ? date : undefined
}

const isOfType = (value: unknown, type: string): boolean =>
  type === 'Date' ? value instanceof Date : typeof value === type
