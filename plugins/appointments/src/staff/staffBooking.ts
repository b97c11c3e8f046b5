import { Type, action, may } from '@kreiswerk/core'
import type { ActionContext } from '@kreiswerk/core'
import { phraseIn } from '@kreiswerk/ui-kit'
import { Variants } from '../booking/needOf.ts'
import { readBooking } from '../booking/readBooking.ts'
import { isOpen } from '../booking/state.ts'
import { officeOf, servicesOf } from '../catalogue/catalogue.ts'
import type { OpenBooking } from '../rows.ts'
import { dayOf } from '../time/cell.ts'
import { timeInWords } from '../time/words.ts'

const Moment = Type.String({ format: 'date-time' })
const TextOrNull = Type.Union([Type.String(), Type.Null()])

/** An appointment as lists of staff show it. */
export const StaffBooking = Type.Object({
  id: Type.String(),
  office: Type.String(),
  lane: Type.String(),
  startsAt: Moment,
  endsAt: Moment,
  /** Where the office is. */
  day: Type.String({ format: 'date' }),
  from: Type.String(),
  to: Type.String(),
  services: Type.Array(Type.String()),
  state: Type.String(),
  /** `null` while somebody types. */
  code: TextOrNull,
  /** `null` while somebody types, and once the person is erased. */
  name: TextOrNull,
})

/** The same on its own page. */
const StaffBookingDetail = Type.Object({
  ...StaffBooking.properties,
  officeName: Type.String(),
  items: Type.Array(Type.Object({ service: Type.String(), persons: Type.Integer() })),
  variant: Variants,
  email: TextOrNull,
  phone: TextOrNull,
  note: TextOrNull,
  createdAt: Moment,
  /** Whether it can still be moved and cancelled. */
  open: Type.Boolean(),
})

type Reading = Pick<ActionContext, 'settings' | 'locale'>

export function staffBookingOf(context: Reading, booking: OpenBooking) {
  const { timeZone } = officeOf(context, booking.office)
  const services = servicesOf(context)
  return {
    id: booking.id,
    office: booking.office,
    lane: booking.lane,
    startsAt: booking.startsAt.toISOString(),
    endsAt: booking.endsAt.toISOString(),
    day: dayOf(booking.startsAt, timeZone),
    from: timeInWords(booking.startsAt, timeZone),
    to: timeInWords(booking.endsAt, timeZone),
    services: booking.items.map(({ service, persons }) => {
      const title = phraseIn(services.get(service)?.title ?? { de: service }, context.locale)
      return persons > 1 ? `${title} (${persons})` : title
    }),
    state: booking.state,
    code: booking.code,
    name: booking.name,
  }
}

/** The appointment of this id, if the actor may do this at its office. */
export async function readAsStaff(
  { em, authorize }: Pick<ActionContext, 'em' | 'authorize'>,
  permission: string,
  id: string,
): Promise<OpenBooking> {
  const booking = await readBooking(em, id)
  authorize(permission, { unit: booking.unit })
  return booking
}

export const showStaffBooking = action({
  route: 'GET /staff-bookings/:id',
  summary: 'An appointment with what is known of the person, for staff',
  allow: may('appointments.see-calendar'),
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  reply: StaffBookingDetail,
  async run(context) {
    const booking = await readAsStaff(context, 'appointments.see-calendar', context.params.id)
    return {
      ...staffBookingOf(context, booking),
      officeName: phraseIn(officeOf(context, booking.office).name, context.locale),
      items: booking.items,
      variant: booking.variant,
      email: booking.email,
      phone: booking.phone,
      note: booking.note,
      createdAt: booking.createdAt.toISOString(),
      open: isOpen(booking, context.now),
    }
  },
})
