/** What a calendar entry says; moments are instants, so no calendar has to know our time zone. */
export interface CalendarEntry {
  /** Stays the same however often the appointment changes (RFC 5545 UID). */
  uid: string
  /** Rises with every change, so that calendars replace what they have. */
  sequence: number
  /** When this version was made. */
  stamp: Date
  start: Date
  end: Date
  summary: string
  location: string
  description: string
  url: string
  /** Who invites, e.g. the portal's own sender. */
  organizer: { name: string; email: string }
}

export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH'

/** An iCalendar object (RFC 5545) that adds, replaces or removes one entry (RFC 5546). */
export async function calendarFile(method: CalendarMethod, entry: CalendarEntry): Promise<string> {
  // Loaded at its first use, since a start should not wait for it.
  const { default: ical, ICalCalendarMethod, ICalEventStatus } = await import('ical-generator')
  const { uid, ...event } = entry
  const calendar = ical({
    prodId: { company: 'Kreiswerk', product: 'appointments', language: 'DE' },
    method: ICalCalendarMethod[method],
  })
  calendar.createEvent({
    ...event,
    id: uid,
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  return calendar.toString()
}
