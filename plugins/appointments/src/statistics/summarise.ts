import { isShown, shown } from './fewest.ts'
import type { ArrivalFigures, BookingFigures, DayFigures } from './figure.ts'
import { percentile } from './percentile.ts'
import type { Bookings, Measured, Statistics, Visits } from './statistics.ts'

/** The numbers of a period, from those of its days. Days of which there are none count as days on which nobody came. */
export function summarise(days: readonly string[], counted: ReadonlyMap<string, DayFigures>): Statistics {
  const all = days.flatMap((day) => counted.get(day) ?? [])
  const arrivals = all.flatMap((day) => day.arrivals)
  const bookings = all.flatMap((day) => day.bookings)
  const services = [...new Set([...arrivals, ...bookings].map(({ service }) => service))]
  const visitsFor = (service: string | null) =>
    sum(arrivals.map((arrival) => (arrival.service === service ? arrival.visits : 0)))
  return {
    total: { ...visitsOf(arrivals), ...appointmentsOf(bookings) },
    days: days.map((day) => ({
      day,
      ...visitsOf(counted.get(day)?.arrivals ?? []),
      ...appointmentsOf(counted.get(day)?.bookings ?? []),
    })),
    hours: hoursIn(arrivals).map((hour) => ({
      hour,
      ...visitsOf(arrivals.filter((arrival) => arrival.hour === hour)),
    })),
    services: services
      .toSorted((a, b) => visitsFor(b) - visitsFor(a))
      .map((service) => ({
        service,
        ...visitsOf(arrivals.filter((arrival) => arrival.service === service)),
        ...appointmentsOf(bookings.filter((booking) => booking.service === service)),
      })),
  }
}

function hoursIn(arrivals: readonly ArrivalFigures[]): number[] {
  if (arrivals.length === 0) return []
  const hours = arrivals.map(({ hour }) => hour)
  const first = Math.min(...hours)
  return Array.from({ length: Math.max(...hours) - first + 1 }, (_, index) => first + index)
}

function visitsOf(arrivals: readonly ArrivalFigures[]): Visits {
  const visits = sum(arrivals.map((arrival) => arrival.visits))
  const booked = sum(arrivals.map((arrival) => (arrival.withAppointment ? arrival.visits : 0)))
  // One of the two and the sum would give the other one away.
  const isSplit = isShown(booked) && isShown(visits - booked)
  return {
    visits: shown(visits),
    withAppointment: isSplit ? booked : null,
    withoutAppointment: isSplit ? visits - booked : null,
    wait: measured(arrivals.flatMap(({ waits }) => waits)),
    way: measured(arrivals.flatMap(({ ways }) => ways)),
    serving: measured(arrivals.flatMap(({ servings }) => servings)),
  }
}

function appointmentsOf(bookings: readonly BookingFigures[]): Bookings {
  const missed = sum(bookings.map((booking) => booking.missed))
  const booked = missed + sum(bookings.map(({ kept }) => kept))
  const cancelled = sum(bookings.map((booking) => booking.cancelled))
  return {
    booked: shown(booked),
    missedPercent: percent(missed, booked),
    cancelledPercent: percent(cancelled, booked + cancelled),
  }
}

const percent = (part: number, whole: number): number | null =>
  whole > 0 && isShown(whole) ? Math.round((100 * part) / whole) : null

const measured = (durations: readonly number[]): Measured => ({
  count: shown(durations.length),
  median: isShown(durations.length) ? percentile(durations, 50) : null,
  ninetieth: isShown(durations.length) ? percentile(durations, 90) : null,
})

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
