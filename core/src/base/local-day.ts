// Made at its first use: finding its time zone is the slowest thing that a module could do while the portal starts.
let zone: Intl.DateTimeFormat | undefined

/** The moment a calendar day such as `2027-05-03` begins in Germany; clocks change later than midnight there. */
export function startOfDay(day: string): Date {
  zone ??= new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' })
  const name = zone.formatToParts(new Date(`${day}T00:00:00Z`)).find(({ type }) => type === 'timeZoneName')?.value
  return new Date(`${day}T00:00:00${(name ?? '').replace('GMT', '') || 'Z'}`)
}

/** The moment after a calendar day has ended in Germany. */
export const endOfDay = (day: string): Date =>
  startOfDay(new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000).toISOString().slice(0, 10))
