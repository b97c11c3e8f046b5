import { segmentsOf } from './names.ts'

type Values = Record<string, unknown>

/**
 * Applies „Hinzufügen“ or „Entfernen“ of a repeatable group to submitted values and gives the changed copy;
 * `undefined` when neither button was pressed. Nothing is validated or saved by it.
 */
export function changeRepeatable(values: Values, pressed: { _add?: unknown; _remove?: unknown }): Values | undefined {
  if (typeof pressed._add === 'string') return changeList(values, segmentsOf(pressed._add), (list) => [...list, {}])
  if (typeof pressed._remove === 'string') {
    const path = segmentsOf(pressed._remove)
    const index = Number(path.at(-1))
    return changeList(values, path.slice(0, -1), (list) => list.filter((_, position) => position !== index))
  }
  return undefined
}

function changeList(values: Values, path: string[], change: (list: unknown[]) => unknown[]): Values {
  const copy = structuredClone(values)
  const last = path.at(-1)
  if (last === undefined || path.some((segment) => segment === '__proto__')) return copy
  let parent: Values = copy
  for (const segment of path.slice(0, -1)) {
    const next = parent[segment]
    if (typeof next !== 'object' || next === null) return copy
    parent = next as Values
  }
  const list = parent[last]
  parent[last] = change(Array.isArray(list) ? list : [])
  return copy
}
