import { PrimitiveValueListNode, ValueNode } from 'kysely'
import type { OperationNode } from 'kysely'

/** A query without the values bound in it: queries of one form become the same text. */
export interface QueryForm {
  form: string
  /** In the order the form is read in, which need not be the order of the text. */
  values: readonly unknown[]
}

/** What is said of every query again and again, each time by one character. */
const signs = new Map<string, string>()
const mostSigns = 20_000
const [beginText, endText, endNode] = ['\u0001', '\u0002', '\u0003']
const firstSign = 0x100

function signOf(text: string): string {
  const known = signs.get(text)
  if (known !== undefined) return known
  if (signs.size >= mostSigns) return `${beginText}${text}${endText}`
  const made = String.fromCharCode(firstSign + signs.size)
  signs.set(text, made)
  return made
}

/** What a query asks, as a text, and the values it binds; `null` where a value is an object, whose text may depend on it. */
export function formOf(query: OperationNode): QueryForm | null {
  const values: unknown[] = []
  let form = ''

  function bind(value: unknown): boolean {
    const kind = kindOf(value)
    if (kind === null) return false
    form += kind
    values.push(value)
    return true
  }

  function read(part: unknown): boolean {
    if (typeof part === 'string') {
      form += signOf(part)
      return true
    }
    if (typeof part !== 'object' || part === null) {
      form += `${beginText}${String(part)}${endText}`
      return true
    }
    if (Array.isArray(part)) {
      form += `[${part.length}`
      for (const inner of part) if (!read(inner)) return false
      return true
    }
    const { kind } = part as OperationNode
    if (kind === 'ValueNode' && (part as ValueNode).immediate !== true) return bind((part as ValueNode).value)
    if (kind === 'PrimitiveValueListNode') {
      const list = (part as PrimitiveValueListNode).values
      form += `(${list.length}`
      for (const value of list) if (!bind(value)) return false
      return true
    }
    for (const name in part) {
      const inner = (part as Record<string, unknown>)[name]
      if (inner === undefined) continue
      form += signOf(name)
      if (!read(inner)) return false
    }
    form += endNode
    return true
  }

  return read(query) ? { form, values } : null
}

/** The same query with marks in place of the values, numbered as `formOf` lists them. */
export function markValues<Node extends OperationNode>(query: Node, markOf: (at: number) => unknown): Node {
  let count = 0

  function mark(part: unknown): unknown {
    if (typeof part !== 'object' || part === null) return part
    if (Array.isArray(part)) return part.map(mark)
    const node = part as OperationNode
    if (node.kind === 'ValueNode' && (node as ValueNode).immediate !== true) return ValueNode.create(markOf(count++))
    if (node.kind === 'PrimitiveValueListNode') {
      return PrimitiveValueListNode.create((node as PrimitiveValueListNode).values.map(() => markOf(count++)))
    }
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, mark(inner)]))
  }

  return mark(query) as Node
}

const kinds: Partial<Record<string, string>> = { string: 's', number: 'n', boolean: 'b', bigint: 'i' }

const kindOf = (value: unknown): string | null =>
  value === null ? '0' : value instanceof Date ? 'd' : (kinds[typeof value] ?? null)
