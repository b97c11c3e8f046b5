import type { Item } from '../booking/booking.ts'
import type { State } from '../booking/state.ts'
import { hourOf } from '../time/cell.ts'
import type { ArrivalFigures, BookingFigures, DayFigures } from './figure.ts'

/** What of a visit is counted. */
export interface CountedVisit {
  items: readonly Item[]
  bookingId: string | null
  desk: string | null
  arrivedAt: Date
  calledAt: Date | null
  servingAt: Date | null
  finishedAt: Date | null
}

/** What of an appointment is counted. */
export interface CountedBooking {
  items: readonly Item[]
  state: State
}

/** A day that is over, in numbers. */
export const dayFigures = (
  visits: readonly CountedVisit[],
  bookings: readonly CountedBooking[],
  timeZone: string,
): DayFigures => ({ arrivals: arrivalsOf(visits, timeZone), bookings: bookingsOf(bookings) })

function arrivalsOf(visits: readonly CountedVisit[], timeZone: string): ArrivalFigures[] {
  // Where one desk is open, its times are those of one employee.
  const desks = new Set(visits.flatMap((visit) => (servingOf(visit).length === 0 ? [] : [visit.desk])))
  const found = new Map<string, ArrivalFigures>()
  for (const visit of visits) {
    const hour = hourOf(visit.arrivedAt, timeZone)
    const service = serviceOf(visit)
    const withAppointment = visit.bookingId !== null
    const key = `${hour} ${withAppointment} ${service ?? ''}`
    const line = found.get(key) ?? { hour, service, withAppointment, visits: 0, waits: [], ways: [], servings: [] }
    found.set(key, line)
    line.visits += 1
    line.waits.push(...seconds(visit.arrivedAt, visit.calledAt))
    line.ways.push(...seconds(visit.calledAt, visit.servingAt))
    if (desks.size > 1) line.servings.push(...servingOf(visit))
  }
  return [...found.values()]
}

function bookingsOf(bookings: readonly CountedBooking[]): BookingFigures[] {
  const found = new Map<string, BookingFigures>()
  for (const booking of bookings) {
    const outcome = outcomeOf(booking.state)
    if (outcome === null) continue
    const service = serviceOf(booking)
    const line = found.get(service ?? '') ?? { service, kept: 0, missed: 0, cancelled: 0 }
    found.set(service ?? '', line)
    line[outcome] += 1
  }
  return [...found.values()]
}

/** What an appointment of a day that is over came to; `null` for what never was one. */
function outcomeOf(state: State): 'kept' | 'missed' | 'cancelled' | null {
  if (state === 'cancelled') return 'cancelled'
  if (state === 'confirmed' || state === 'missed') return 'missed'
  return ['arrived', 'called', 'served'].includes(state) ? 'kept' : null
}

const serviceOf = ({ items }: { items: readonly Item[] }): string | null =>
  items.length === 1 ? items[0]!.service : null

/** A visit that somebody forgot to end ends as it began and is not measured. */
const servingOf = ({ servingAt, finishedAt }: CountedVisit): number[] =>
  seconds(servingAt, finishedAt).filter((duration) => duration > 0)

/** Who is sent on is called again after having been at a desk: what then runs backwards is not measured. */
function seconds(from: Date | null, to: Date | null): number[] {
  if (from === null || to === null || to < from) return []
  return [Math.round((to.getTime() - from.getTime()) / 1000)]
}
