import { Type, action, insertRow, isError, may, newId, notFound, sealRow } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { assertBookable } from '../booking/bookable.ts'
import { emailIndex } from '../booking/bookHeld.ts'
import { Booking } from '../booking/booking.ts'
import type { Item } from '../booking/booking.ts'
import { freeCode } from '../booking/code.ts'
import { newBooking } from '../booking/newBooking.ts'
import { NeedInput, assertNeed } from '../booking/needOf.ts'
import { personKey, takeShares } from '../booking/share.ts'
import { takeTime } from '../booking/takeTime.ts'
import { servicesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import type { Service } from '../office/office.ts'
import { planReminders } from '../reminder/planReminders.ts'
import { availability } from '../slot/availability.ts'
import { errors } from '../slot/errors.ts'
import { cellsFor, groupsFor } from '../slot/need.ts'
import { officeOfStaff } from './officeOfStaff.ts'

/** Somebody on the phone or at the counter: the appointment stands at once. */
export const bookAsStaff = action({
  route: 'POST /staff-bookings',
  summary: 'Book an appointment for somebody on the phone or at the counter',
  allow: may('appointments.book'),
  body: Type.Object({
    office: Type.String({ maxLength: 100 }),
    ...NeedInput,
    start: Type.String({ format: 'date-time' }),
    name: Type.String({ minLength: 2, maxLength: 200 }),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 200 })),
    phone: Type.Optional(Type.String({ maxLength: 40 })),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  reply: Type.Object({ id: Type.String(), code: Type.String() }),
  async run(context) {
    const { body, em, now, settings, record, use } = context
    const office = officeOfStaff(context, 'appointments.book', body.office)
    const services = servicesOf(context)
    const need = assertNeed(body, services)
    const groups = groupsFor(need, office)
    if (groups.size === 0) throw notFound()
    const length = cellsFor(need, services)
    const start = assertBookable(context, new Date(body.start), 'staff')
    const id = newId()
    const wanted = { bookingId: id, start, length, groups, audience: 'staff', now, heldUntil: null } as const
    const lane = await takeTime(em, use(availability), office, wanted)
    if (lane === null) throw errors.taken()
    const email = body.email?.trim() || null
    const { items, variant } = need
    const code = await freeCode(em)
    const taken = { id, office, lane, start, length, items, variant, locale: 'de', code, now }
    const person = {
      name: body.name.trim(),
      email,
      phone: body.phone?.trim() || null,
      note: body.note?.trim() || null,
      emailIndex: email === null ? null : await emailIndex(em, email),
    }
    const booking = newBooking({ ...taken, state: 'confirmed', heldUntil: null }, person, settings(Settings).keepDays)
    const beyondLimit = email !== null && (await exceeds(em, email, { id, items }, services))
    await insertRow(em, Booking, await sealRow(em, Booking, booking))
    await planReminders(context, booking)
    await record({ object: `booking:${id}`, details: { by: 'staff', beyondLimit }, subject: id })
    await sendBookingMail(context, 'confirmed', booking)
    return { id, code }
  },
})

/** Counts it towards what the person may have; staff may go beyond, and the audit log says so. */
async function exceeds(
  em: EntityManager,
  email: string,
  booking: { id: string; items: readonly Item[] },
  services: ReadonlyMap<string, Service>,
): Promise<boolean> {
  try {
    await takeShares(em, await personKey(em, { accountId: null, email }), booking, services)
    return false
  } catch (error) {
    if (isError(error, 'appointments.enough-bookings')) return true
    throw error
  }
}
