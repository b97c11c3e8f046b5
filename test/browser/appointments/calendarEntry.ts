/** What a mail's iCalendar object says of its one entry (RFC 5545). */
export interface CalendarEntry {
  method: string
  uid: string
  sequence: number
  start: Date
}

export function calendarEntry(object: string): CalendarEntry {
  // Long lines go on in the next, after a space.
  const lines = object.replace(/\r?\n /g, '')
  const value = (property: string): string => {
    const [, found] = new RegExp(`^${property}[:;](.*)$`, 'm').exec(lines) ?? []
    if (found === undefined) throw new Error(`No ${property} in:\n${object}`)
    return found.trim()
  }
  return {
    method: value('METHOD'),
    uid: value('UID'),
    sequence: Number(value('SEQUENCE')),
    start: momentOf(value('DTSTART')),
  }
}

/** `20261130T083000Z`. */
const momentOf = (written: string): Date =>
  new Date(written.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'))
