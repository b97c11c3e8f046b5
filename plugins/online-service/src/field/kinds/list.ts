import { Type } from '@kreiswerk/core'
import type { Answers, ListField } from '../field.ts'
import { checkGroup, readGroup, schemaOfGroup } from '../group.ts'
import { fieldKind, problem } from '../kind.ts'
import type { FieldContext } from '../kind.ts'

const isRecord = (value: unknown): value is Answers =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wellFormedId = /^[\w-]{1,40}$/

/** A row keeps its id for good: notes, files and problems hang on it, whatever is inserted or removed before it. */
function idOf(row: Answers, taken: Set<string>, context: FieldContext): string {
  const id = typeof row.id === 'string' && wellFormedId.test(row.id) && !taken.has(row.id) ? row.id : context.newRowId()
  taken.add(id)
  return id
}

function readRows(sent: unknown, field: ListField, context: FieldContext): unknown {
  if (sent === undefined || sent === null || sent === '') return undefined
  // Beyond its limit, the form parser turns a list into an object with numbers as names.
  const rows = Array.isArray(sent) ? sent : isRecord(sent) ? Object.values(sent) : undefined
  if (rows === undefined) return sent
  const taken = new Set<string>()
  const read = rows
    .filter(isRecord)
    .map((row) => ({ id: idOf(row, taken, context), ...readGroup(field.fields, row, context) }))
  return read.length === 0 ? undefined : read
}

/**
 * A group of fields that repeats. Rows without any answer count: they show what is missing.
 */
export const listKind = fieldKind<ListField>('list', {
  read: readRows,
  check(value, field, context) {
    if (!Array.isArray(value)) return [problem('type', { type: 'array' })]
    if (value.length < field.min) return [problem('minItems', { limit: field.min })]
    if (value.length > field.max) return [problem('maxItems', { limit: field.max })]
    return value.flatMap((row: Answers, index) => {
      const found = checkGroup(field.fields, row, context)
      return found.map((one) => ({ ...one, pointer: `/${index}${one.pointer}` }))
    })
  },
  schema: (field, context) =>
    Type.Array(Type.Object({ id: Type.String(), ...schemaOfGroup(field.fields, context) }), {
      minItems: field.min,
      maxItems: field.max,
    }),
  words: (value) => [String((value as unknown[]).length)],
})

/** The rows with an empty one more at the end; the same rows when there are as many as allowed. */
export function addRow(rows: readonly Answers[], field: ListField, newRowId: () => string): Answers[] {
  return rows.length >= field.max ? [...rows] : [...rows, { id: newRowId() }]
}

/** The rows without the one of this id. */
export const removeRow = (rows: readonly Answers[], id: string): Answers[] => rows.filter((row) => row.id !== id)
