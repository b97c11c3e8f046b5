import type { Group, Office } from '../office/office.ts'

/** The desks of an office, or only those of some groups. */
export function lanesOf(office: Office, groups?: ReadonlySet<string>): string[] {
  const byGroup = known.get(office) ?? office.groups.map((group) => ({ id: group.id, lanes: namesIn(office, group) }))
  known.set(office, byGroup)
  return byGroup.filter(({ id }) => groups?.has(id) ?? true).flatMap(({ lanes }) => lanes)
}

const known = new WeakMap<Office, { id: string; lanes: string[] }[]>()

const namesIn = (office: Office, { id, lanes }: Group): string[] =>
  Array.from({ length: lanes }, (_, number) => `${office.id}/${id}/${number}`)
