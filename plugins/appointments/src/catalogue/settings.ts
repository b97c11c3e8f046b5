import { Type } from '@kreiswerk/core'
import type { Office, Service } from '../office/office.ts'
import type { OpeningRule } from '../schedule/rule.ts'

/** An opening rule as a deployment writes it down; it counts until staff change the rules of that office. */
export type FirstRule = Omit<OpeningRule, 'id' | 'office' | 'validFrom' | 'validUntil' | 'everyWeeks' | 'nthWeek'> &
  Partial<Pick<OpeningRule, 'validFrom' | 'validUntil' | 'everyWeeks' | 'nthWeek'>>

/** An office with the rules it begins with. */
export type ConfiguredOffice = Office & { readonly rules?: readonly FirstRule[] }

const ProofOfWork = Type.Object({
  /** A portal process that sees more tries to hold a time in a minute asks for it. */
  holdsPerMinute: Type.Integer({ minimum: 1 }),
  /** The most numbers a browser tries, and half as many at least. */
  maxNumber: Type.Integer({ minimum: 2, maximum: 100_000 }),
  /** How long who has no JavaScript waits instead. */
  waitSeconds: Type.Integer({ minimum: 1, maximum: 300 }),
})

/** What a municipality decides about its appointments. Times are in minutes. */
export const Settings = Type.Object({
  offices: Type.Array(Type.Unsafe<ConfiguredOffice>({ type: 'object' }), { default: [] }),
  services: Type.Array(Type.Unsafe<Service>({ type: 'object' }), { default: [] }),
  /** Days ahead that can be booked. */
  horizonDays: Type.Integer({ minimum: 1, maximum: 366, default: 60 }),
  /** How long before its beginning an appointment can be booked at the latest. */
  noticeMinutes: Type.Integer({ minimum: 0, default: 30 }),
  /** Appointments begin every so many minutes, counted from midnight. */
  gridMinutes: Type.Integer({ minimum: 5, maximum: 60, multipleOf: 5, default: 10 }),
  /** How long a time is kept while somebody types. */
  holdMinutes: Type.Integer({ minimum: 5, maximum: 60, default: 15 }),
  /** How long a booking waits for its link to be followed. */
  confirmMinutes: Type.Integer({ minimum: 15, maximum: 1440, default: 60 }),
  /** A cancelled time comes free again after a moment chosen by chance up to this. */
  releaseMinutes: Type.Integer({ minimum: 0, maximum: 1440, default: 60 }),
  /** How long an offer to somebody on the waiting list stands; it is made between 8 and 20 o'clock. */
  offerMinutes: Type.Integer({ minimum: 5, maximum: 1440, default: 30 }),
  /** Mails before an appointment. */
  reminders: Type.Array(Type.Object({ hoursBefore: Type.Integer({ minimum: 1, maximum: 720 }) }), {
    maxItems: 5,
    default: [{ hoursBefore: 24 }],
  }),
  /** When holding a time costs a proof of work, or waiting; `null` for never. */
  proofOfWork: Type.Union([ProofOfWork, Type.Null()], {
    default: { holdsPerMinute: 120, maxNumber: 400, waitSeconds: 20 },
  }),
  /** How long a person stays in a booking after its day. */
  keepDays: Type.Integer({ minimum: 1, maximum: 366, default: 30 }),
  /** How long before the appointment people can check in. */
  checkInMinutes: Type.Integer({ minimum: 5, maximum: 240, default: 60 }),
  /** How late somebody may be and still be called as if on time; who is later is called like those without an appointment. */
  lateMinutes: Type.Integer({ minimum: 0, maximum: 120, default: 10 }),
  /** After this wait whoever has no appointment is called as if it had been for that moment. */
  patienceMinutes: Type.Integer({ minimum: 10, maximum: 480, default: 60 }),
  /** How long before closing the last number without an appointment is given out. */
  lastTicketMinutes: Type.Integer({ minimum: 0, maximum: 240, default: 15 }),
  /** How often somebody is called who does not come. */
  mostCalls: Type.Integer({ minimum: 1, maximum: 10, default: 3 }),
})
