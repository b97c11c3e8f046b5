import { defineEntity, p } from '@kreiswerk/core'

/** Time of a desk that was given back and goes to those who wait before it is open to everybody. */
export const Released = defineEntity({
  name: 'AppointmentsReleased',
  tableName: 'appointments_released',
  properties: {
    id: p.uuid().primary(),
    office: p.string(),
    lane: p.string(),
    /** Belongs to it. */
    firstCell: p.integer(),
    /** Does not belong to it any more. */
    endCell: p.integer(),
    /** When everybody may have it, chosen by chance; at once if `null` or past. */
    freeAt: p.datetime().nullable(),
    /** When to look at it again. */
    dueAt: p.datetime(),
    /** The offer that runs, as a held booking, and whose it is. */
    bookingId: p.uuid().nullable(),
    entryId: p.uuid().nullable(),
    /** The last entry that was looked at. */
    afterJoined: p.datetime().nullable(),
    afterEntry: p.uuid().nullable(),
  },
  indexes: [
    { name: 'appointments_released_due', properties: ['dueAt', 'id'] },
    { name: 'appointments_released_booking', properties: ['bookingId'] },
  ],
})
