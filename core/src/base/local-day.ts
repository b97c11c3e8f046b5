// Made at its first use: finding its time zone is the slowest thing that a module could do while the portal starts.
let zone: Intl.DateTimeFormat | undefined

/** The moment a calendar day such as `2027-05-03` begins in Germany; clocks change later than midnight there. */
export function startOfDay(day: string): Date {
  zone ??= new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' })
  const name = zone.formatToParts(new Date(`${day}T00:00:00Z`)).find(({ type }) => type === 'timeZoneName')?.value
  return new Date(`${day}T00:00:00${(name ?? '').replace('GMT', '') || 'Z'}`)
}

/** The last calendar day in Germany that is wholly over at this moment. */
export const lastDayBefore = (moment: Date): string =>
  new Date(Date.parse(`${dayOf(moment)}T00:00:00Z`) - 24 * 60 * 60_000).toISOString().slice(0, 10)

let days: Intl.DateTimeFormat | undefined

/** Swedish writes days as ISO 8601 does. */
function dayOf(moment: Date): string {
  days ??= new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin', dateStyle: 'short' })
  return days.format(moment)
}

/** The moment after a calendar day has ended in Germany. */
export const endOfDay = (day: string): Date =>
  startOfDay(new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000).toISOString().slice(0, 10))
