import { Type, action, anyone, blindIndex, conflict, defineError } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { officeOf, servicesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import type { Office } from '../office/office.ts'
import { planReminders } from '../reminder/planReminders.ts'
import { dayOf } from '../time/cell.ts'
import { isWaitedFor } from '../waiting/timeReleased.ts'
import { changeTime } from './changeTime.ts'
import { freeCode } from './code.ts'
import { linkTo } from './link.ts'
import { keptUntil } from './newBooking.ts'
import { advance, readLinked } from './readBooking.ts'
import { personKey, takeShares } from './share.ts'
import { keepTime } from './takeTime.ts'

export const errors = {
  over: defineError(
    'appointments.confirmation-over',
    409,
    'This appointment was not confirmed in time; choose a new one',
  ),
}

/** The second step: says who comes. With an account the appointment stands; without one a link in a mail confirms it. */
export const bookHeld = action({
  route: 'POST /holds/:link/booking',
  summary: 'Book a time that is held',
  allow: anyone,
  params: Type.Object({ link: Type.String({ maxLength: 200 }) }),
  body: Type.Object({
    name: Type.String({ minLength: 2, maxLength: 200 }),
    email: Type.String({ format: 'email', maxLength: 200 }),
    phone: Type.Optional(Type.String({ maxLength: 40 })),
    note: Type.Optional(Type.String({ maxLength: 500 })),
    /** Another time than the one that was held, e.g. when that is over. */
    start: Type.Optional(Type.String({ format: 'date-time' })),
  }),
  reply: Type.Object({
    state: Type.Union([Type.Literal('preconfirmed'), Type.Literal('confirmed')]),
    /** Sees, moves and cancels; only with an account, otherwise it comes by mail. */
    link: Type.Union([Type.String(), Type.Null()]),
    confirmUntil: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  }),
  async run(context) {
    const { params, body, em, now, actor, settings, record } = context
    const before = await readLinked(em, 'hold', params.link)
    if (before.state !== 'held') throw conflict()
    const isOver = before.heldUntil === null || before.heldUntil <= now
    const held =
      isOver || body.start ? (await changeTime(context, before, body.start ?? before.startsAt)).booking : before
    const accountId = actor.kind === 'citizen' ? actor.accountId : null
    const isOwnAddress = accountId !== null && actor.email?.toLowerCase() === body.email.toLowerCase()
    const { confirmMinutes, keepDays } = settings(Settings)
    const heldUntil = isOwnAddress ? null : new Date(now.getTime() + confirmMinutes * 60_000)
    const state = isOwnAddress ? ('confirmed' as const) : ('preconfirmed' as const)
    const said = {
      lane: held.lane,
      startsAt: held.startsAt,
      endsAt: held.endsAt,
      name: body.name.trim(),
      email: body.email.trim(),
      phone: body.phone?.trim() || null,
      note: body.note?.trim() || null,
      code: held.code ?? (await freeCode(em)),
      emailIndex: await emailIndex(em, body.email),
      accountId,
      heldUntil,
      keepUntil: keptUntil(held.endsAt, keepDays),
    }
    // The office comes first in every unit that needs it, so that none waits for one that waits for it.
    const office = officeOf(context, held.office)
    await keepTime(em, office, held, heldUntil === null ? null : await lapseAt(em, office, held, heldUntil))
    const person = await personKey(em, { accountId, email: body.email })
    await takeShares(em, person, held, servicesOf(context))
    await advance(em, before, state, said)
    await record({ object: `booking:${held.id}` })
    if (isOwnAddress) await planReminders(context, held)
    const booked = { ...held, ...said, state }
    await sendBookingMail(context, isOwnAddress ? 'confirmed' : 'confirm', booked)
    return {
      state,
      link: isOwnAddress ? await linkTo(em, 'manage', booked) : null,
      confirmUntil: heldUntil?.toISOString() ?? null,
    }
  },
})

/** Minutes in which the sweeper has certainly come by. */
const sweptWithin = 10

/** When the time of a booking that is never confirmed is open to everybody: where somebody waits, they come first. */
async function lapseAt(em: EntityManager, office: Office, { startsAt }: { startsAt: Date }, heldUntil: Date) {
  const waits = await isWaitedFor(em, office, dayOf(startsAt, office.timeZone))
  return waits ? new Date(heldUntil.getTime() + sweptWithin * 60_000) : heldUntil
}

/** What the bookings of an address are found by. */
export const emailIndex = (em: EntityManager, email: string): Promise<string> =>
  blindIndex(em, { table: 'appointments_booking', column: 'email' }, email.trim().toLowerCase())
