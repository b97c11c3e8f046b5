import type { TSchema } from '../base/schema.ts'

type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/**
 * The same schema with every object closed: unknown members are refused unless the author allowed them in words
 * (OWASP ASVS 5.0 V2.2, V15.3).
 */
export function closeSchema(schema: TSchema): TSchema {
  return close(schema) as TSchema
}

function close(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(close)
  if (!isNode(value)) return value
  const copy: Node = {}
  for (const [key, member] of Object.entries(value)) {
    copy[key] = key === 'const' || key === 'enum' || key === 'default' || key === 'examples' ? member : close(member)
  }
  if (copy.type === 'object' && 'properties' in copy && !('additionalProperties' in copy)) {
    copy.additionalProperties = false
  }
  return copy
}
