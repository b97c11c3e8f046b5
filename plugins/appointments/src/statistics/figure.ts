import { defineEntity, p } from '@kreiswerk/core'

/** Visits that came in the same hour for the same. Durations are in seconds, one for each visit that was measured. */
export interface ArrivalFigures {
  /** Hour of arrival where the office is, 0 to 23. */
  hour: number
  /** `null` for whoever came for several things at once. */
  service: string | null
  withAppointment: boolean
  visits: number
  /** From arrival to being called. */
  waits: number[]
  /** From being called to being at the desk. */
  ways: number[]
  /** At the desk. */
  servings: number[]
}

/** What became of the appointments for a service. */
export interface BookingFigures {
  service: string | null
  kept: number
  missed: number
  cancelled: number
}

/** A day of an office in numbers. */
export interface DayFigures {
  arrivals: ArrivalFigures[]
  bookings: BookingFigures[]
}

/**
 * A day of an office that is over, in numbers: no person, no desk, nobody of the staff. It outlives what it was counted
 * from, and statistics read one row a day however many came.
 */
export const Figure = defineEntity({
  name: 'AppointmentsFigure',
  tableName: 'appointments_figure',
  properties: {
    office: p.string().primary(),
    /** Where the office is, `YYYY-MM-DD`. */
    day: p.string().primary(),
    figures: p.json<DayFigures>(),
  },
})
