import { defineEntity, p, sealed } from '@kreiswerk/core'
import type { Item } from '../booking/booking.ts'
import type { Variant } from '../office/office.ts'
import type { TimeOfDay } from './wish.ts'

/** `unconfirmed` until the link in the mail is followed; then `waiting`, or `wishing` until its draw. */
export type EntryState = 'unconfirmed' | 'waiting' | 'offered' | 'wishing'

/**
 * What somebody would take: on the waiting list, or in a draw. What is personal is sealed with the entry's own key. An
 * entry that is over is deleted; nothing of it is needed any longer.
 */
export const Entry = defineEntity({
  name: 'AppointmentsEntry',
  tableName: 'appointments_entry',
  properties: {
    id: p.uuid().primary(),
    state: p.string().$type<EntryState>(),
    /** Of the draw it takes part in; `null` on the waiting list. */
    draw: p.string().nullable(),
    /** Place in its draw, from 1. */
    rank: p.integer().nullable(),
    items: p.json<Item[]>(),
    variant: p.string().$type<Variant>(),
    offices: p.json<string[]>(),
    firstDay: p.string(),
    lastDay: p.string(),
    timeOfDay: p.string().$type<TimeOfDay>(),
    /** Hours the person needs to come. */
    noticeHours: p.integer(),
    /** Whether to go on waiting after a draw without luck. */
    waitAfterDraw: p.boolean(),
    name: sealed<string>().nullable(),
    email: sealed<string>().nullable(),
    emailIndex: p.string().nullable(),
    accountId: p.uuid().nullable(),
    /** Keyed hash of account or address. */
    person: p.string(),
    locale: p.string(),
    missedOffers: p.integer(),
    joinedAt: p.datetime(),
    /** When it is deleted at the latest. */
    endsAt: p.datetime(),
  },
  indexes: [
    { name: 'appointments_entry_draw', properties: ['draw', 'state', 'rank'] },
    { name: 'appointments_entry_email', properties: ['emailIndex'] },
    { name: 'appointments_entry_account', properties: ['accountId'] },
    { name: 'appointments_entry_ends', properties: ['endsAt'] },
  ],
})

/** Where an entry waits: the list of an office in the order of joining. */
export const EntryPlace = defineEntity({
  name: 'AppointmentsEntryPlace',
  tableName: 'appointments_entry_place',
  properties: {
    office: p.string().primary(),
    entryId: p.uuid().primary(),
    joinedAt: p.datetime(),
    firstDay: p.string(),
    lastDay: p.string(),
  },
  indexes: [
    { name: 'appointments_entry_place_order', properties: ['office', 'joinedAt', 'entryId'] },
    { name: 'appointments_entry_place_entry', properties: ['entryId'] },
  ],
})

/** That a person waits for a service, or takes part in a draw for it: the primary key lets each do so once. */
export const EntryShare = defineEntity({
  name: 'AppointmentsEntryShare',
  tableName: 'appointments_entry_share',
  properties: {
    person: p.string().primary(),
    service: p.string().primary(),
    /** Empty for the waiting list. */
    draw: p.string().primary(),
    entryId: p.uuid(),
  },
  indexes: [{ name: 'appointments_entry_share_entry', properties: ['entryId'] }],
})
