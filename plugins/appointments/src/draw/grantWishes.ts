import { insertRow, isError, newId, sealRow } from '@kreiswerk/core'
import type { WritingContext } from '@kreiswerk/core'
import { Booking } from '../booking/booking.ts'
import { freeCode } from '../booking/code.ts'
import { newBooking } from '../booking/newBooking.ts'
import { personKey, returnShares, takeShares } from '../booking/share.ts'
import { takeTime } from '../booking/takeTime.ts'
import { officesOf, servicesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { sendEntryMail } from '../mail/sendEntryMail.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import { planReminders } from '../reminder/planReminders.ts'
import { rows } from '../rows.ts'
import type { OpenEntry } from '../rows.ts'
import { availability } from '../slot/availability.ts'
import { cellsFor, groupsFor } from '../slot/need.ts'
import { daysFrom } from '../time/cell.ts'
import { findEntry, personOf } from '../waiting/readEntry.ts'
import { removeEntries } from '../waiting/removeEntries.ts'
import { startWaiting } from '../waiting/settleEntry.ts'
import { windowOf } from '../waiting/wish.ts'
import { readDraw } from './readDraw.ts'

const atOnce = 20

/** In the order of a draw: whoever's turn it is gets the earliest time that suits, as long as there is one. */
export async function grantWishes(
  context: WritingContext,
  { draw: id, after }: { draw: string; after: number },
): Promise<void> {
  const { em, record, enqueue } = context
  const draw = await readDraw(em, id)
  if (draw.state !== 'drawn') return
  const lots = await rows(em)
    .selectFrom('appointments_lot')
    .selectAll()
    .where('draw', '=', id)
    .where('rank', '>', after)
    .orderBy('rank')
    .limit(atOnce)
    .execute()
  for (const { rank, entryId } of lots) {
    // Only one process goes on with a lot.
    const mine = await rows(em)
      .updateTable('appointments_lot')
      .set({ won: false })
      .where('draw', '=', id)
      .where('rank', '=', rank)
      .where('won', 'is', null)
      .executeTakeFirst()
    const entry = mine.numUpdatedRows === 1n ? await findEntry(em, entryId) : undefined
    if (entry === undefined) continue
    if (await grant(context, entry)) {
      await rows(em)
        .updateTable('appointments_lot')
        .set({ won: true })
        .where('draw', '=', id)
        .where('rank', '=', rank)
        .execute()
      await rows(em)
        .updateTable('appointments_draw')
        .set((is) => ({ winners: is('winners', '+', 1) }))
        .where('id', '=', id)
        .execute()
      await removeEntries(em, [entry.id])
    } else await letDown(context, entry)
  }
  const last = lots.at(-1)
  if (lots.length === atOnce && last !== undefined) return enqueue('grantWishes', { draw: id, after: last.rank })
  await rows(em).updateTable('appointments_draw').set({ state: 'settled' }).where('id', '=', id).execute()
  await record({ object: `draw:${id}` })
}

async function letDown(context: WritingContext, entry: OpenEntry): Promise<void> {
  await sendEntryMail(context, 'lost', entry)
  if (!entry.waitAfterDraw) return removeEntries(context.em, [entry.id])
  await startWaiting(context, entry)
  await sendEntryMail(context, 'waiting', entry)
}

/** Books the earliest time that suits; says whether there was one. */
async function grant(context: WritingContext, entry: OpenEntry): Promise<boolean> {
  const { em, now, settings, use, record } = context
  const { keepDays } = settings(Settings)
  const services = servicesOf(context)
  const id = newId()
  const person = await personKey(em, { accountId: entry.accountId, email: entry.email ?? '' })
  if (!(await hasShares(em, person, { id, items: entry.items }, services))) return false
  const length = cellsFor(entry, services)
  const offices = officesOf(context).filter(({ id }) => entry.offices.includes(id))
  for (const day of daysFrom(entry.firstDay, entry.lastDay)) {
    for (const office of offices) {
      const window = windowOf(entry, day, office.timeZone)
      const question = { need: entry, audience: 'public' as const, now }
      const starts = await use(availability).startsOn(em, office, day, question)
      const start = starts.find(({ cell }) => cell >= window.from && cell + length <= window.to)?.cell
      if (start === undefined) continue
      const groups = groupsFor(entry, office)
      const lane = await takeTime(em, use(availability), office, {
        bookingId: id,
        start,
        length,
        groups,
        audience: 'public',
        now,
        heldUntil: null,
      })
      if (lane === null) continue
      const { items, variant, locale } = entry
      const taken = { id, office, lane, start, length, items, variant, locale, code: await freeCode(em), now }
      const booking = newBooking({ ...taken, state: 'confirmed', heldUntil: null }, personOf(entry), keepDays)
      await insertRow(em, Booking, await sealRow(em, Booking, booking))
      await planReminders(context, booking)
      await record({ object: `booking:${id}` })
      await sendBookingMail(context, 'confirmed', booking)
      return true
    }
  }
  await returnShares(em, id)
  return false
}

/** Somebody who has booked elsewhere meanwhile gets nothing besides, and holds up nobody after them. */
async function hasShares(...share: Parameters<typeof takeShares>): Promise<boolean> {
  const [em, , { id }] = share
  try {
    await takeShares(...share)
    return true
  } catch (error) {
    if (!isError(error, 'appointments.enough-bookings')) throw error
    await returnShares(em, id)
    return false
  }
}
