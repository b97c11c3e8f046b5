import { Type, action, anyone, fileReply } from '@kreiswerk/core'
import { calendarFile } from '../calendar/calendarFile.ts'
import { entryOf } from '../mail/sendMail.ts'
import type { OpenBooking } from '../rows.ts'
import { readLinked } from './readBooking.ts'
import { Variants } from './needOf.ts'

const Moment = Type.String({ format: 'date-time' })
const Link = Type.Object({ link: Type.String({ maxLength: 200 }) })

/** An appointment as the holder of its link sees it. */
export const BookingView = Type.Object({
  office: Type.String(),
  state: Type.String(),
  startsAt: Moment,
  endsAt: Moment,
  items: Type.Array(Type.Object({ service: Type.String(), persons: Type.Integer() })),
  variant: Variants,
  /** For the counter; `null` while the time is only held. */
  code: Type.Union([Type.String(), Type.Null()]),
  heldUntil: Type.Union([Moment, Type.Null()]),
  /** What it belongs to, such as an application. */
  linkedTo: Type.Union([
    Type.Object({ title: Type.String(), href: Type.String(), leadDays: Type.Integer() }),
    Type.Null(),
  ]),
})

function linkOf({ linkedTo }: Pick<OpenBooking, 'linkedTo'>) {
  if (linkedTo === null) return null
  const { title, href, leadDays } = linkedTo
  return { title, href, leadDays }
}

type Viewed = Pick<
  OpenBooking,
  'office' | 'state' | 'startsAt' | 'endsAt' | 'items' | 'variant' | 'code' | 'heldUntil' | 'linkedTo'
>

export const viewOf = (booking: Viewed) => ({
  office: booking.office,
  state: booking.state,
  startsAt: booking.startsAt.toISOString(),
  endsAt: booking.endsAt.toISOString(),
  items: booking.items,
  variant: booking.variant,
  code: booking.code,
  heldUntil: booking.heldUntil?.toISOString() ?? null,
  linkedTo: linkOf(booking),
})

export const showHold = action({
  route: 'GET /holds/:link',
  summary: 'A time that is held',
  allow: anyone,
  params: Link,
  reply: BookingView,
  run: async ({ params, em }) => viewOf(await readLinked(em, 'hold', params.link)),
})

export const showUnconfirmed = action({
  route: 'GET /confirmations/:link',
  summary: 'A booking that waits for its confirmation',
  allow: anyone,
  params: Link,
  reply: BookingView,
  run: async ({ params, em }) => viewOf(await readLinked(em, 'confirm', params.link)),
})

export const showBooking = action({
  route: 'GET /bookings/:link',
  summary: 'An appointment',
  allow: anyone,
  params: Link,
  reply: BookingView,
  run: async ({ params, em }) => viewOf(await readLinked(em, 'manage', params.link)),
})

export const downloadCalendar = action({
  route: 'GET /bookings/:link/calendar',
  summary: 'An appointment as a file for calendars (RFC 5545)',
  allow: anyone,
  params: Link,
  reply: fileReply,
  async run(context) {
    const { params, em, origin, now } = context
    const booking = await readLinked(em, 'manage', params.link)
    const entry = entryOf(context, booking, `${origin}/termine/termin/${params.link}`, now)
    const method = booking.state === 'cancelled' ? 'CANCEL' : 'PUBLISH'
    return {
      content: await calendarFile(method, entry),
      mediaType: 'text/calendar; charset=utf-8',
      fileName: 'termin.ics',
    }
  },
})
