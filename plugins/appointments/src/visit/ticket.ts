import type { Group, Office } from '../office/office.ts'

/** The letter of a group: its own, or by its place in the office. */
export const letterOf = (office: Office, group: Group): string =>
  group.letter ?? String.fromCharCode(65 + (office.groups.indexOf(group) % 26))

/** What is printed, shown and called, such as `A 12`. */
export const ticketOf = ({ letter, number }: { letter: string; number: number }): string => `${letter} ${number}`
