import type { Need } from '../slot/need.ts'
import type { Service } from '../office/office.ts'
import { errors } from '../waiting/errors.ts'
import { roundOfDay } from './round.ts'

/** So long after the end of a draw its times are given away before what is left over is open to everybody. */
const settleMinutes = 60

/** The service whose draw still has a claim to a day; `undefined` when everybody can book it. */
export function reservedFor(
  need: Need,
  services: ReadonlyMap<string, Service>,
  day: string,
  { timeZone }: { timeZone: string },
  now: Date,
): string | undefined {
  return need.items.find(({ service }) => {
    const rule = services.get(service)?.draw
    if (rule === undefined) return false
    return now.getTime() < roundOfDay(rule, day, timeZone).closesAt.getTime() + settleMinutes * 60_000
  })?.service
}

/** Throws `appointments.drawn-only` for a day whose times are still to be drawn. */
export function assertNotReserved(...question: Parameters<typeof reservedFor>): void {
  const service = reservedFor(...question)
  if (service !== undefined) throw errors.drawnOnly({ service })
}
