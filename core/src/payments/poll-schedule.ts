const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** How long after its beginning a payment is asked about; then a person has to look. */
export const pollEnd = 48 * hour

// The status comes only by asking, and most people pay within minutes: densely at first, then hourly.
const offsets = [10 * second, minute, 5 * minute, 15 * minute, ...Array.from({ length: 48 }, (_, n) => (n + 1) * hour)]

/** When to ask the provider next about a payment begun at `begun`; `null` once 48 hours have passed. */
export function nextPoll(begun: Date, now: Date): Date | null {
  const elapsed = now.getTime() - begun.getTime()
  const offset = offsets.find((candidate) => candidate > elapsed)
  return offset === undefined ? null : new Date(begun.getTime() + offset)
}
