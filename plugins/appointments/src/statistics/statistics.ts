import { Type } from '@kreiswerk/core'
import type { Static } from '@kreiswerk/core'

/** `null` where too few came. */
const Shown = Type.Union([Type.Integer(), Type.Null()])

/** A duration in seconds; `null` where too few were measured. */
export const Measured = Type.Object({
  /** How many were measured. */
  count: Shown,
  median: Shown,
  /** Nine of ten took at most so long. */
  ninetieth: Shown,
})
export type Measured = Static<typeof Measured>

/** Those who came. */
export const Visits = Type.Object({
  visits: Shown,
  withAppointment: Shown,
  withoutAppointment: Shown,
  /** From arrival to the last call. */
  wait: Measured,
  /** From the call to the desk. */
  way: Measured,
  /** At the desk. */
  serving: Measured,
})
export type Visits = Static<typeof Visits>

/** Those who had an appointment. */
export const Bookings = Type.Object({
  /** Appointments that stood on their day. */
  booked: Shown,
  /** Of these, per cent to which nobody came. */
  missedPercent: Shown,
  /** Of all that were made, per cent that were cancelled. */
  cancelledPercent: Shown,
})
export type Bookings = Static<typeof Bookings>

const both = { ...Visits.properties, ...Bookings.properties }

export const Statistics = Type.Object({
  total: Type.Object(both),
  /** Every day of the period. */
  days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), ...both })),
  /** By hour of arrival, from the first in which anybody came to the last. */
  hours: Type.Array(Type.Object({ hour: Type.Integer(), ...Visits.properties })),
  /** What most came for first; `null` for several services at once. */
  services: Type.Array(Type.Object({ service: Type.Union([Type.String(), Type.Null()]), ...both })),
})
export type Statistics = Static<typeof Statistics>
