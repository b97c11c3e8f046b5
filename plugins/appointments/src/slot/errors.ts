import { defineError } from '@kreiswerk/core'

export const errors = {
  taken: defineError('appointments.slot-taken', 409, 'This time has just been taken; choose another one'),
  unknownService: defineError('appointments.service-unknown', 400, 'There is no appointment for {service}'),
  tooManyPersons: defineError('appointments.too-many-persons', 400, 'At most {persons} persons can come for {service}'),
}
