/** What decides the place in line. */
export interface Waiting {
  id: string
  number: number
  priority: boolean
  arrivedAt: Date
  /** `null` without an appointment. */
  appointmentAt: Date | null
}

export interface LineRule {
  /** Minutes after the appointed time that still count as on time. */
  lateMinutes: number
  /** Minutes after which somebody without an appointment counts like an appointment at that moment. */
  patienceMinutes: number
}

/**
 * The one line for people with and without an appointment, first to be called first:
 * 1. whom staff have put first, in order of arrival;
 * 2. whose moment has come, the earlier moment first. With an appointment that is the appointed time; without one, or too
 *    late for it, it is a set wait after arrival, so that nobody waits for ever;
 * 3. the others without an appointment, in order of arrival;
 * 4. those who are early for their appointment.
 */
export function inOrder<W extends Waiting>(waiting: readonly W[], rule: LineRule, now: Date): W[] {
  const keys = new Map(waiting.map((one) => [one, keyOf(one, rule, now)]))
  return waiting.toSorted((a, b) => {
    const [first, second] = [keys.get(a)!, keys.get(b)!]
    return first.rank - second.rank || first.moment - second.moment || a.number - b.number
  })
}

/** Whether somebody came in time for their appointment. */
export const isOnTime = ({ appointmentAt, arrivedAt }: Waiting, { lateMinutes }: LineRule): boolean =>
  appointmentAt !== null && arrivedAt.getTime() <= appointmentAt.getTime() + lateMinutes * 60_000

function keyOf(one: Waiting, rule: LineRule, now: Date): { rank: number; moment: number } {
  const arrival = one.arrivedAt.getTime()
  if (one.priority) return { rank: 1, moment: arrival }
  const isBooked = isOnTime(one, rule)
  const due = isBooked ? one.appointmentAt!.getTime() : arrival + rule.patienceMinutes * 60_000
  if (due <= now.getTime()) return { rank: 2, moment: due }
  return isBooked ? { rank: 4, moment: due } : { rank: 3, moment: arrival }
}
