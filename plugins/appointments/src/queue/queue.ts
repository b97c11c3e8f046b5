import { defineEntity, p } from '@kreiswerk/core'

/**
 * The line of an office today. Every change of it adds one to the version first, so that changes follow one another and
 * everybody who looks learns of them.
 */
export const Queue = defineEntity({
  name: 'AppointmentsQueue',
  tableName: 'appointments_queue',
  properties: {
    office: p.string().primary(),
    version: p.integer(),
    /** The day that `number` belongs to. */
    day: p.string(),
    /** The last ticket given out on that day. */
    number: p.integer(),
  },
})
