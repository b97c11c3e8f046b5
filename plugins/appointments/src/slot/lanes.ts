import type { Group, Office } from '../office/office.ts'

/** The desks of an office, or only those of some groups. */
export const lanesOf = (office: Office, groups?: ReadonlySet<string>): string[] =>
  office.groups.filter(({ id }) => groups?.has(id) ?? true).flatMap((group) => lanesOfGroup(office, group))

const known = new WeakMap<Group, string[]>()

function lanesOfGroup(office: Office, group: Group): string[] {
  const found = known.get(group)
  if (found !== undefined) return found
  const { id, lanes } = group
  const made = Array.from({ length: lanes }, (_, number) => `${office.id}/${id}/${number}`)
  known.set(group, made)
  return made
}
