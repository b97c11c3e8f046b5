import fastJsonStringify from 'fast-json-stringify'

type Serialize = (reply: unknown) => string
type Schema = Parameters<typeof fastJsonStringify>[0]

/** Writes replies as their schemas say. Compiling one takes about a millisecond, which no start waits for. */
export function repliesCompiledAtFirstUse() {
  return ({ schema }: { schema?: unknown }): Serialize => {
    let serialize: Serialize | undefined
    return (reply) => (serialize ??= fastJsonStringify(withoutChoices(schema) as Schema))(reply)
  }
}

/**
 * The schema with `string or null` as one type instead of a choice: for a choice the writer checks every value against
 * each option, which takes longer than writing it.
 */
function withoutChoices(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map(withoutChoices)
  const type = 'anyOf' in schema ? typeOfChoice(schema.anyOf) : null
  if (type !== null) return { type }
  return Object.fromEntries(Object.entries(schema).map(([name, inner]) => [name, withoutChoices(inner)]))
}

const scalars = ['string', 'number', 'integer', 'boolean', 'null']

/** The one type that all options have, and null besides where it is one of them. */
function typeOfChoice(options: unknown): string | string[] | null {
  if (!Array.isArray(options)) return null
  const types = [...new Set(options.map((option: { type?: unknown }) => option.type))]
  if (!types.every((type): type is string => typeof type === 'string' && scalars.includes(type))) return null
  const [only, ...others] = types.filter((type) => type !== 'null')
  if (only === undefined || others.length > 0) return null
  return types.includes('null') ? [only, 'null'] : only
}
