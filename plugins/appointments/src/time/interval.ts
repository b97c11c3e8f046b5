/** A stretch of time in cells: `from` belongs to it, `to` does not. */
export interface Interval {
  readonly from: number
  readonly to: number
}

/** The same time as intervals in order, none touching another. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: { from: number; to: number }[] = []
  for (const { from, to } of [...intervals].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/** What remains of intervals without the time of others. Both must be in order, none overlapping within one list. */
export function subtract(intervals: readonly Interval[], others: readonly Interval[]): Interval[] {
  const left: Interval[] = []
  let next = 0
  for (const { from, to } of intervals) {
    let start = from
    while (next < others.length && others[next]!.to <= start) next += 1
    for (let index = next; index < others.length && others[index]!.from < to; index += 1) {
      const other = others[index]!
      if (other.from > start) left.push({ from: start, to: other.from })
      start = Math.max(start, other.to)
    }
    if (start < to) left.push({ from: start, to })
  }
  return left
}

/** The time that lies in both; both must be in order. */
export function intersect(intervals: readonly Interval[], others: readonly Interval[]): Interval[] {
  return intervals.flatMap((one) =>
    others
      .map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
      .filter(({ from, to }) => from < to),
  )
}
