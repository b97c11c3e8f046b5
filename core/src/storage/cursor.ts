import { UuidType } from '@mikro-orm/core'
import type { EntityProperty } from '@mikro-orm/core'
import { validate as isUuid } from 'uuid'
import { errors } from './errors.ts'

/** What a list can be sorted by. */
export type CursorValue = string | number | boolean | Date

/** Where a page ended: the value it was sorted by and the id, as text that says nothing to people. */
export const encodeCursor = (value: CursorValue, id: string): string =>
  Buffer.from(JSON.stringify([value, id])).toString('base64url')

/** The value and id in a cursor, checked against the properties they belong to; `storage.bad-cursor` otherwise. */
export function decodeCursor(cursor: string, order: EntityProperty, id: EntityProperty): [CursorValue, string] {
  const content = parse(cursor)
  if (!Array.isArray(content) || content.length !== 2) throw errors.badCursor()
  const [stored, afterId] = content as unknown[]
  const value = order.runtimeType === 'Date' ? dateOf(stored) : stored
  if (!fits(value, order) || !fits(afterId, id)) throw errors.badCursor()
  return [value as CursorValue, afterId as string]
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

function fits(value: unknown, property: EntityProperty): boolean {
  if (property.runtimeType === 'Date') return value instanceof Date
  if (property.customType instanceof UuidType) return isUuid(value)
  return typeof value === property.runtimeType
}
