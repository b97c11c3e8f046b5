/** Turns a field name into a JSON pointer: `items[0][size]` → `/items/0/size`, `topics[]` → `/topics`. */
export function pointerOf(name: string): string {
  return segmentsOf(name)
    .map((segment) => '/' + segment.replaceAll('~', '~0').replaceAll('/', '~1'))
    .join('')
}

/** Turns a JSON pointer into a field name: `/items/0/size` → `items[0][size]`. */
export function nameOf(pointer: string): string {
  const [first = '', ...rest] = pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
  return first + rest.map((segment) => `[${segment}]`).join('')
}

/** The parts of a field name: `items[0][size]` → `['items', '0', 'size']`. */
export function segmentsOf(name: string): string[] {
  return name.split(/[[\]]+/).filter((segment) => segment !== '')
}

/** The value at a field name inside nested values; `undefined` when there is none. */
export function valueIn(values: unknown, name: string): unknown {
  let value = values
  for (const segment of segmentsOf(name)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined
    value = (value as Record<string, unknown>)[segment]
  }
  return value
}
