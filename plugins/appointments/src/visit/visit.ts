import { defineEntity, p, unitProperty } from '@kreiswerk/core'
import type { Item } from '../booking/booking.ts'
import type { VisitState } from './step.ts'

/**
 * One wait at an office on one day, with an appointment or without. It holds nothing personal: whoever has an appointment
 * is known through the booking, and what remains once that is erased serves statistics.
 */
export const Visit = defineEntity({
  name: 'AppointmentsVisit',
  tableName: 'appointments_visit',
  properties: {
    id: p.uuid().primary(),
    office: p.string(),
    unit: unitProperty(),
    /** Where the office is, `YYYY-MM-DD`. */
    day: p.string(),
    /** Letter of the group that gave the ticket out; it stays when the visit goes to another one. */
    letter: p.string(),
    number: p.integer(),
    group: p.string().fieldName('lane_group'),
    items: p.json<Item[]>(),
    /** Minutes that its services are planned to take. */
    minutes: p.integer(),
    /** `null` for who came without an appointment. */
    bookingId: p.uuid().nullable(),
    appointmentAt: p.datetime().nullable(),
    priority: p.boolean(),
    state: p.string().$type<VisitState>(),
    desk: p.string().nullable(),
    /** Calls since the visit last stood in line. */
    calls: p.integer(),
    arrivedAt: p.datetime(),
    calledAt: p.datetime().nullable(),
    servingAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
  },
  uniques: [
    { name: 'appointments_visit_number', properties: ['office', 'day', 'number'] },
    { name: 'appointments_visit_booking', properties: ['bookingId'] },
  ],
  indexes: [
    { name: 'appointments_visit_state', properties: ['office', 'day', 'state'] },
    { name: 'appointments_visit_group', properties: ['office', 'day', 'group'] },
    { name: 'appointments_visit_open', properties: ['state', 'day'] },
    { name: 'appointments_visit_finished', properties: ['office', 'finishedAt'] },
  ],
})
