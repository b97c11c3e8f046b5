import { defineEntity, p } from '@kreiswerk/core'

/** A mail that is still to come, for one version of an appointment; the row goes when it is written. */
export const Reminder = defineEntity({
  name: 'AppointmentsReminder',
  tableName: 'appointments_reminder',
  properties: {
    bookingId: p.uuid().primary(),
    hoursBefore: p.integer().primary(),
    /** The appointment's when it was planned: one for a time from before finds another and is not sent. */
    sequence: p.integer().primary(),
    dueAt: p.datetime(),
  },
  indexes: [{ name: 'appointments_reminder_due', properties: ['dueAt'] }],
})
