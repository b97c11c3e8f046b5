/** The day (`YYYY-MM-DD`) so many days later; for browsers, which need no calendar but this. */
export function plusDays(day: string, days: number): string {
  const moment = new Date(`${day}T12:00:00Z`)
  if (Number.isNaN(moment.getTime())) return day
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}
