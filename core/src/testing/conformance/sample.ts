import type { TSchema } from '../../base/schema.ts'

/** Chooses the text of a string by the name of its property; `undefined` leaves it to the schema. */
export type Wording = (name: string, schema: StringSchema) => string | undefined

interface StringSchema {
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
}

type Schema = Record<string, unknown> &
  StringSchema & {
    properties?: Record<string, Schema>
    items?: Schema
    anyOf?: Schema[]
    required?: string[]
  }

const formats: Readonly<Record<string, string>> = {
  email: 'somebody@example.org',
  uuid: '01890000-0000-7000-8000-000000000000',
  date: '2026-12-01',
  time: '10:00:00Z',
  'date-time': '2026-12-01T10:00:00Z',
  uri: 'https://example.org/',
}

/** One value that fits a schema, with everything optional in it; a pattern is met only by luck. */
export const sampleOf = (schema: TSchema | undefined, wording: Wording): unknown =>
  schema === undefined ? undefined : make(schema as unknown as Schema, '', wording)

function make(schema: Schema, name: string, wording: Wording): unknown {
  if ('const' in schema) return schema.const
  if ('default' in schema) return schema.default
  if (Array.isArray(schema.enum)) return (schema.enum as unknown[])[0]
  if (schema.anyOf?.[0] !== undefined) return make(schema.anyOf[0], name, wording)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, member]) => [key, make(member, key, wording)]),
      )
    case 'array':
      return schema.items === undefined ? [] : [make(schema.items, name, wording)]
    case 'integer':
    case 'number':
      return Number(schema.minimum ?? 1)
    case 'boolean':
      return true
    case 'string':
      return wording(name, schema) ?? textOf(schema)
    default:
      return null
  }
}

function textOf(schema: Schema): string {
  const format = formats[String(schema.format)]
  if (format !== undefined) return format
  const text = 'Ein Beispiel'.padEnd(Number(schema.minLength ?? 0), '.')
  return text.slice(0, Number(schema.maxLength ?? text.length))
}
