import { defineEntity, p } from '@kreiswerk/core'

/** `open` until it closes, `drawn` once the order stands, `settled` once everybody was told. */
export type DrawState = 'open' | 'drawn' | 'settled'

/** One draw of a service's times: its hours, and the seed, which nobody is shown before it closes. */
export const Draw = defineEntity({
  name: 'AppointmentsDraw',
  tableName: 'appointments_draw',
  properties: {
    /** `<service>.<first day>`. */
    id: p.string().primary(),
    service: p.string(),
    state: p.string().$type<DrawState>(),
    opensAt: p.datetime(),
    closesAt: p.datetime(),
    /** The days whose times are drawn. */
    firstDay: p.string(),
    lastDay: p.string(),
    seed: p.string(),
    /** SHA-256 of the seed: published from the start, so that it cannot be chosen afterwards. */
    seedHash: p.string(),
    entries: p.integer(),
    winners: p.integer(),
  },
  indexes: [
    { name: 'appointments_draw_service', properties: ['service', 'closesAt'] },
    { name: 'appointments_draw_state', properties: ['state', 'closesAt'] },
  ],
})

/** A place in a draw, for everybody to check: the entry's id says nothing about the person. */
export const Lot = defineEntity({
  name: 'AppointmentsLot',
  tableName: 'appointments_lot',
  properties: {
    draw: p.string().primary(),
    rank: p.integer().primary(),
    entryId: p.uuid(),
    /** `null` until its turn. */
    won: p.boolean().nullable(),
  },
})
