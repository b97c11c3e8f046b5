import { defineError } from '@kreiswerk/core'

export const errors = {
  unknownCode: defineError(
    'appointments.code-unknown',
    404,
    'There is no appointment with this code; check the letters',
  ),
  otherOffice: defineError('appointments.other-office', 409, 'This appointment is at another office: {office}'),
  otherDay: defineError('appointments.other-day', 409, 'This appointment is on another day: {day}'),
  tooEarly: defineError('appointments.check-in-early', 409, 'Check-in for this appointment begins at {time}'),
  cancelled: defineError('appointments.check-in-cancelled', 409, 'This appointment was cancelled; book a new one'),
  unconfirmed: defineError('appointments.check-in-unconfirmed', 409, 'This booking was not confirmed; book a new one'),
  over: defineError('appointments.check-in-over', 409, 'This appointment is over; ask at the information desk'),
  notHere: defineError(
    'appointments.check-in-remote',
    409,
    'This appointment is not at the office but by phone or video',
  ),
  noWalkIn: defineError('appointments.appointment-needed', 409, 'This needs an appointment'),
  full: defineError('appointments.tickets-exhausted', 409, 'All numbers of today are given out; book an appointment'),
  closed: defineError(
    'appointments.office-closed',
    409,
    'No more numbers are given out now: the office is closed or closes soon',
  ),
  calledOften: defineError('appointments.called-often', 409, 'Called {times} times already; mark the visit as missed'),
  locked: defineError('appointments.device-locked', 403, 'This terminal is locked; ask the staff'),
}
