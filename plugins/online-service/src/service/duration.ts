const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/

/** The moment that lies an ISO 8601 duration of years, months, weeks and days later, e.g. `P30D`. */
export function later(from: Date, duration: string): Date {
  const [, years = 0, months = 0, weeks = 0, days = 0] = pattern.exec(duration) ?? []
  const result = new Date(from)
  const day = result.getUTCDate()
  result.setUTCDate(1)
  result.setUTCMonth(result.getUTCMonth() + Number(years) * 12 + Number(months))
  const lastOfMonth = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate()
  result.setUTCDate(Math.min(day, lastOfMonth))
  result.setUTCDate(result.getUTCDate() + Number(weeks) * 7 + Number(days))
  return result
}
