import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { things } from './things.ts'

/** Stands for the id of a thing in the town; filled in when the request is sent. */
export const placeholder = (thing: string): string => `‹${thing}›`

type Schema = Record<string, unknown> & {
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  required?: string[]
}

const character = fc.constantFrom(...'aZ09 -_.,;:/?&=%#+\'"<>{}()[]\\ßéñ中\u0301\u200d\n\t', '😀', '👩‍👩‍👧')
const someThing = fc.constantFrom(...things).map(placeholder)

/** Values that fit a schema; ids are those of the town. */
export function fitting(schema: unknown, name = ''): Arbitrary<unknown> {
  const node = (schema ?? {}) as Schema
  if ('const' in node) return fc.constant(node.const)
  if (Array.isArray(node.enum)) return fc.constantFrom(...(node.enum as unknown[]))
  if (node.anyOf !== undefined) return fc.oneof(...node.anyOf.map((branch) => fitting(branch, name)))
  switch (node.type) {
    case 'object':
      return object(node)
    case 'array':
      return fc.array(fitting(node.items, name), { minLength: Number(node.minItems ?? 0), maxLength: 4 })
    case 'integer':
      return fc.integer({ min: Number(node.minimum ?? -5), max: Number(node.maximum ?? 10_000) })
    case 'number':
      return fc.double({ min: Number(node.minimum ?? -5), max: Number(node.maximum ?? 10_000), noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return text(node, name)
    default:
      return fc.oneof(fc.jsonValue({ maxDepth: 2 }), hostile)
  }
}

function object({ properties, required = [], patternProperties }: Schema): Arbitrary<unknown> {
  if (properties === undefined) {
    const [member] = Object.values((patternProperties ?? {}) as Record<string, Schema>)
    return fc.dictionary(fc.constantFrom('name', 'items', 'confirmed', 'address', '__proto__'), fitting(member))
  }
  const members = Object.entries(properties).map(([key, member]) => [key, fitting(member, key)] as const)
  return fc.record(Object.fromEntries(members), { requiredKeys: required })
}

function text({ format, pattern, minLength, maxLength }: Schema, name: string): Arbitrary<unknown> {
  if (format === 'uuid' || /(^|[a-z])id$/i.test(name)) return someThing
  if (name === 'service') return fc.constantFrom('sperrgut', 'meldebescheinigung', 'nirgends')
  if (name === 'page') return fc.constantFrom('abholort', 'gegenstaende', 'termin', 'person', 'bescheinigung', '/start')
  if (name === 'office') return fc.constantFrom('bahnhof', 'recyclinghof', 'nirgends')
  if (format === 'email') return fc.constantFrom('somebody@example.net', 'neu@example.net')
  if (format === 'date') return fc.constantFrom('2026-12-01', '1999-02-28', '9999-12-31')
  if (format === 'date-time') return fc.constantFrom('2026-12-01T10:00:00Z', '0001-01-01T00:00:00Z')
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern))
  const length = { minLength: Number(minLength ?? 0), maxLength: Math.min(Number(maxLength ?? 40), 200) }
  return fc.string({ unit: character, ...length, maxLength: Math.max(length.minLength, length.maxLength) })
}

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
const own = (text: string): unknown => JSON.parse(text)

/** What a program that means harm sends in the place of a value. */
export const hostile: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -0,
    -1,
    1e308,
    2 ** 53,
    2 ** 31,
    0.1,
    [],
    {},
    [[]],
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udc00y',
    '\ufeff\u202e\u200b',
    '\u{1f600}'.repeat(60),
    'é'.normalize('NFD'),
    '__proto__',
    'constructor',
    '[object Object]',
    "' or 1=1 --",
    '"; drop table core_account; --',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '%00',
    '%c0%ae',
    '\r\nSet-Cookie: a=b',
    '${7*7}{{7*7}}',
    'NaN',
    '1e999',
    'x'.repeat(70_000),
  ),
  fc.constantFrom(50, 2_000).map(deep),
  fc
    .constantFrom(
      '{"__proto__":{"polluted":true}}',
      '{"constructor":{"prototype":{"polluted":true}}}',
      '{"toString":1,"valueOf":1,"length":1e9}',
      '{"then":1,"toJSON":1}',
      '{"$ne":null}',
      '{"\\u0000":"\\u0000"}',
    )
    .map(own),
  fc.string({ unit: character, maxLength: 30 }),
  someThing,
  fc.array(someThing, { maxLength: 3 }),
)

/** A value that fitted, with one of its places taken by another value. */
export const damaged = (value: Arbitrary<unknown>): Arbitrary<unknown> =>
  fc.tuple(value, fc.nat(), hostile).map(([fits, place, other]) => replaceAt(fits, place, other))

export function replaceAt(value: unknown, place: number, other: unknown): unknown {
  if (typeof value !== 'object' || value === null) return other
  const entries = Object.entries(value)
  const spot = place % (entries.length + 2)
  if (spot === entries.length) return other
  if (spot > entries.length)
    return Array.isArray(value) ? [...(value as unknown[]), other] : { ...value, zusatz: other }
  const changed = entries.map(([key, member], index) => [
    key,
    index === spot ? replaceAt(member, Math.floor(place / 7), other) : (member as unknown),
  ])
  return Array.isArray(value) ? changed.map(([, member]) => member) : Object.fromEntries(changed)
}
