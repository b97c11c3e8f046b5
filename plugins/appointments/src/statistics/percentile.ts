/** The value that so many per cent do not exceed, by nearest rank: always one that occurred. `null` of nothing. */
export function percentile(values: readonly number[], percent: number): number | null {
  const rank = Math.max(1, Math.ceil((percent / 100) * values.length))
  return values.toSorted((a, b) => a - b)[rank - 1] ?? null
}
