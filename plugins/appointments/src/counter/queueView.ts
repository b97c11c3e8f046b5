import { Type } from '@kreiswerk/core'

const Moment = Type.String({ format: 'date-time' })
const MomentOrNull = Type.Union([Moment, Type.Null()])

/** Somebody who is at the office, as the staff at the desks see them. */
export const QueuedVisit = Type.Object({
  id: Type.String(),
  ticket: Type.String(),
  group: Type.String(),
  state: Type.String(),
  desk: Type.Union([Type.String(), Type.Null()]),
  calls: Type.Integer(),
  services: Type.Array(Type.String()),
  /** Of whoever has an appointment, so that the right person is served. */
  name: Type.Union([Type.String(), Type.Null()]),
  /** As people at the office read it, e.g. `09:00`. */
  appointmentTime: Type.Union([Type.String(), Type.Null()]),
  isLate: Type.Boolean(),
  priority: Type.Boolean(),
  arrivedAt: Moment,
  calledAt: MomentOrNull,
  servingAt: MomentOrNull,
})

export const QueueView = Type.Object({
  office: Type.String(),
  mostCalls: Type.Integer(),
  groups: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  /** What people can come for. */
  services: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  /** Those in line first to be called first, then everybody else who is there. */
  visits: Type.Array(QueuedVisit),
})
