import { defineEntity, p, sealed, unitProperty } from '@kreiswerk/core'
import type { Variant } from '../office/office.ts'
import type { State } from './state.ts'

/** One service of a booking and for how many persons. */
export interface Item {
  service: string
  persons: number
}

/** What a booking belongs to, in words and with the way there; for the person and for staff. */
export interface LinkedTo {
  /** The field of the form that asked for it. */
  field: string
  title: string
  href: string
  staffHref: string
  /** Moved to another day, there must be so many days before it. */
  leadDays: number
}

/**
 * An appointment from the moment somebody holds a time. What is personal is sealed with the booking's own key, since most
 * are made without an account and each is erased by itself.
 */
export const Booking = defineEntity({
  name: 'AppointmentsBooking',
  tableName: 'appointments_booking',
  properties: {
    id: p.uuid().primary(),
    office: p.string(),
    /** Path of the unit whose staff serve it. */
    unit: unitProperty(),
    lane: p.string(),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    items: p.json<Item[]>(),
    variant: p.string().$type<Variant>(),
    state: p.string().$type<State>(),
    /** When a hold or a wait for confirmation ends; `null` once it is settled. */
    heldUntil: p.datetime().nullable(),
    name: sealed<string>().nullable(),
    email: sealed<string>().nullable(),
    phone: sealed<string>().nullable(),
    note: sealed<string>().nullable(),
    /** Finds the bookings of an address. */
    emailIndex: p.string().nullable(),
    accountId: p.uuid().nullable(),
    locale: p.string(),
    /** What is typed at the counter where there is no QR code to read; `null` until somebody has said who comes. */
    code: p.string().nullable(),
    /** Counts the changes people are told about (RFC 5545 SEQUENCE); a change voids the links sent before. */
    sequence: p.integer(),
    createdAt: p.datetime(),
    /** When the person is erased from it. */
    keepUntil: p.datetime().nullable(),
    /** What of another plugin it belongs to, e.g. `online-service/case/<id>`. */
    reference: p.string().nullable(),
    linkedTo: p.json<LinkedTo>().nullable(),
  },
  uniques: [{ name: 'appointments_booking_code', properties: ['code'], where: 'code is not null' }],
  indexes: [
    // Without times that are only held: most are given up again, and all are waited for.
    { name: 'appointments_booking_office', properties: ['office', 'startsAt', 'id'], where: 'code is not null' },
    { name: 'appointments_booking_email', properties: ['emailIndex'], where: 'email_index is not null' },
    {
      name: 'appointments_booking_account',
      properties: ['accountId', 'startsAt', 'id'],
      where: 'account_id is not null',
    },
    { name: 'appointments_booking_held', properties: ['heldUntil'], where: 'held_until is not null' },
    { name: 'appointments_booking_keep', properties: ['keepUntil'], where: 'keep_until is not null' },
    { name: 'appointments_booking_reference', properties: ['reference'], where: 'reference is not null' },
  ],
})

/**
 * Five minutes of a desk that are taken. The primary key is what makes a double booking impossible, on either engine; what
 * is held counts as free once its time is over.
 */
export const TakenCell = defineEntity({
  name: 'AppointmentsCell',
  tableName: 'appointments_cell',
  properties: {
    lane: p.string().primary(),
    cell: p.integer().primary(),
    /** `null` for time that comes free again only at `heldUntil`, after somebody cancelled. */
    bookingId: p.uuid().nullable(),
    heldUntil: p.datetime().nullable(),
  },
})

/** One of the appointments to come that a person may have for a service; the primary key keeps to their number. */
export const PersonShare = defineEntity({
  name: 'AppointmentsShare',
  tableName: 'appointments_share',
  properties: {
    /** Keyed hash of name and address, or of the account. */
    person: p.string().primary(),
    service: p.string().primary(),
    /** 1 to as many as the service allows. */
    number: p.integer().primary(),
    bookingId: p.uuid(),
  },
  indexes: [{ name: 'appointments_share_booking', properties: ['bookingId'] }],
})
