import { getHolidays } from 'feiertagejs'

const known = new Map<string, Set<string>>()

/**
 * Whether a day (`YYYY-MM-DD`) is a public holiday by law in a Land (ISO 3166-2, e.g. `DE-NW`). Holidays of single
 * municipalities are exceptions of their offices.
 */
export function isHoliday(land: string, day: string): boolean {
  const year = day.slice(0, 4)
  const key = `${land} ${year}`
  const days = known.get(key) ?? new Set(getHolidays(Number(year), regionOf(land)).map(({ dateString }) => dateString))
  known.set(key, days)
  return days.has(day)
}

type Region = Parameters<typeof getHolidays>[1]
const regionOf = (land: string): Region => land.replace(/^DE-/, '') as Region
