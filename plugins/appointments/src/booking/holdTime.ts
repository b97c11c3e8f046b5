import { Type, action, anyone, insertRow, newId, notFound, sealRow } from '@kreiswerk/core'
import { officeOf, servicesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { availability } from '../slot/availability.ts'
import { errors } from '../slot/errors.ts'
import { cellsFor, groupsFor } from '../slot/need.ts'
import { assertNotReserved } from '../draw/directlyBookable.ts'
import { ProofInput, assertProof } from '../proof/assertProof.ts'
import { dayOf, momentOf } from '../time/cell.ts'
import { Booking } from './booking.ts'
import { assertBookable } from './bookable.ts'
import { linkTo } from './link.ts'
import { newBooking } from './newBooking.ts'
import { NeedInput, assertNeed } from './needOf.ts'
import { takeTime } from './takeTime.ts'

/** The first step of a booking: nobody else can have the time while the person types. */
export const holdTime = action({
  route: 'POST /holds',
  summary: 'Hold a time for some minutes, before name and address are known',
  allow: anyone,
  limit: { per: 'network', count: 60, minutes: 10 },
  body: Type.Object({
    office: Type.String({ maxLength: 100 }),
    ...NeedInput,
    start: Type.String({ format: 'date-time' }),
    ...ProofInput,
  }),
  reply: Type.Object({
    /** Goes on with this hold, and guards it. */
    link: Type.String(),
    heldUntil: Type.String({ format: 'date-time' }),
  }),
  async run(context) {
    const { body, em, now, locale, settings, record, use } = context
    const office = officeOf(context, body.office)
    const services = servicesOf(context)
    const need = assertNeed(body, services)
    const applied = need.items.find(({ service }) => services.get(service)?.byApplication === true)
    if (applied !== undefined) throw errors.unknownService({ service: applied.service })
    const groups = groupsFor(need, office)
    if (groups.size === 0) throw notFound()
    await assertProof(context, body)
    const { holdMinutes } = settings(Settings)
    const length = cellsFor(need, services)
    const start = assertBookable(context, new Date(body.start))

    assertNotReserved(need, services, dayOf(momentOf(start), office.timeZone), office, now)
    const id = newId()
    const heldUntil = new Date(now.getTime() + holdMinutes * 60_000)
    const wanted = { bookingId: id, start, length, groups, audience: 'public', now, heldUntil } as const
    const lane = await takeTime(em, use(availability), office, wanted)
    if (lane === null) throw errors.taken()
    const taken = { id, office, lane, start, length, variant: need.variant, items: need.items, locale, now }
    const held = newBooking({ ...taken, state: 'held', heldUntil, code: null })
    await insertRow(em, Booking, await sealRow(em, Booking, held))
    await record({ object: `booking:${id}` })
    return { link: await linkTo(em, 'hold', { id, sequence: 0 }), heldUntil: heldUntil.toISOString() }
  },
})
