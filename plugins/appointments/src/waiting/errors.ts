import { defineError } from '@kreiswerk/core'

export const errors = {
  offices: defineError(
    'appointments.office-unsuitable',
    400,
    'Choose at least one office that does all of the services together',
  ),
  days: defineError(
    'appointments.days-wrong',
    400,
    'Choose days from today on, the first not after the last, at most {days} days ahead',
  ),
  already: defineError(
    'appointments.already-waiting',
    409,
    'You are already on the list for {service}; leave it first to change your wishes',
  ),
  offerOver: defineError('appointments.offer-over', 409, 'This offer has ended; wait for the next one'),
  drawnOnly: defineError(
    'appointments.drawn-only',
    409,
    'The times of {service} are drawn; take part in the draw instead',
  ),
  drawClosed: defineError('appointments.draw-closed', 409, 'No wishes are collected for {service} at the moment'),
}
