import type { Office } from '../office/office.ts'

/** The desks of an office, or only those of some groups. */
export const lanesOf = (office: Office, groups?: ReadonlySet<string>): string[] =>
  office.groups
    .filter(({ id }) => groups?.has(id) ?? true)
    .flatMap(({ id, lanes }) => Array.from({ length: lanes }, (_, number) => `${office.id}/${id}/${number}`))
