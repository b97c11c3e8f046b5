import { defineEntity, p } from '@kreiswerk/core'

/**
 * Counts what happens in an office. Every change of its bookings or its schedule adds one first, so that changes of one
 * office come one after another and everybody sees what another process has changed.
 */
export const OfficeState = defineEntity({
  name: 'AppointmentsOffice',
  tableName: 'appointments_office',
  properties: {
    office: p.string().primary(),
    version: p.integer(),
    /** Counts the changes of rules and exceptions alone. */
    scheduleVersion: p.integer(),
    /** Whether staff have changed the rules; until then those of the deployment count. */
    ownRules: p.boolean(),
  },
})

/** The last change of a day's bookings, as a version of the office. */
export const ChangedDay = defineEntity({
  name: 'AppointmentsChangedDay',
  tableName: 'appointments_changed_day',
  properties: {
    office: p.string().primary(),
    day: p.string().primary(),
    version: p.integer(),
  },
  indexes: [{ name: 'appointments_changed_day_version', properties: ['office', 'version'] }],
})
