import { conflict } from '@kreiswerk/core'
import type { ActionContext } from '@kreiswerk/core'
import { officeOf, servicesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import type { OpenBooking } from '../rows.ts'
import { availability } from '../slot/availability.ts'
import type { Audience } from '../slot/availability.ts'
import { errors } from '../slot/errors.ts'
import { cellsFor, groupsFor } from '../slot/need.ts'
import type { TimeOfDesk } from '../slot/takenBy.ts'
import { assertNotReserved } from '../draw/directlyBookable.ts'
import { dayOf, momentOf } from '../time/cell.ts'
import { assertBookable } from './bookable.ts'
import { giveBack, takeTime } from './takeTime.ts'

/**
 * Gives the time of a booking back and takes another one at the same office, in one unit: without a new time the old one
 * stays. Returns the booking with its new time, still to be stored, and what it gave back. Throws
 * `appointments.slot-taken`.
 */
export async function changeTime(
  context: Pick<ActionContext, 'em' | 'now' | 'settings' | 'use'>,
  booking: OpenBooking,
  to: Date | string,
  audience: Audience = 'public',
): Promise<{ booking: OpenBooking; released: TimeOfDesk }> {
  const { em, now, use, settings } = context
  const office = officeOf(context, booking.office)
  const need = { items: booking.items, variant: booking.variant }
  const start = assertBookable(context, new Date(to), audience)
  const length = cellsFor(need, servicesOf(context))
  assertNotReserved(need, servicesOf(context), dayOf(momentOf(start), office.timeZone), office, now)
  const released = await giveBack(em, office, booking)
  if (released === null) throw conflict()
  const lane = await takeTime(em, use(availability), office, {
    bookingId: booking.id,
    start,
    length,
    groups: groupsFor(need, office),
    audience,
    now,
    heldUntil: booking.heldUntil,
  })
  if (lane === null) throw errors.taken()
  const endsAt = momentOf(start + length)
  const keepUntil = new Date(endsAt.getTime() + settings(Settings).keepDays * 86_400_000)
  const changed = { ...booking, lane, startsAt: momentOf(start), endsAt, keepUntil: booking.keepUntil && keepUntil }
  return { booking: changed, released }
}
