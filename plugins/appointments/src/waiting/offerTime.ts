import { insertRow, newId, openRow, sealRow } from '@kreiswerk/core'
import type { WritingContext } from '@kreiswerk/core'
import { Booking } from '../booking/booking.ts'
import { freeCode } from '../booking/code.ts'
import { newBooking } from '../booking/newBooking.ts'
import { noteChangedDay } from '../booking/takeTime.ts'
import { officesOf } from '../catalogue/catalogue.ts'
import { Settings } from '../catalogue/settings.ts'
import { sendBookingMail } from '../mail/sendMail.ts'
import { countChange } from '../office/countChange.ts'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import type { OpenEntry } from '../rows.ts'
import { takenBy } from '../slot/takenBy.ts'
import { dayOf, momentOf } from '../time/cell.ts'
import { endOffer } from './endOffer.ts'
import { Entry } from './entry.ts'
import { findMatch } from './findMatch.ts'
import { nextOfferAt } from './offerHours.ts'
import { advanceEntry, personOf } from './readEntry.ts'
import { releasedTime } from './releasedTime.ts'
import type { ReleasedRow } from './releasedTime.ts'

/** Goes on with time that came free: ends the offer that ran, makes the next one, or opens the time to everybody. */
export async function offerTime(context: WritingContext, { id }: { id: string }): Promise<void> {
  const { em, now, enqueue, settings } = context
  const { offerMinutes, noticeMinutes } = settings(Settings)
  const seen = await findReleased(context, id)
  if (seen === undefined || seen.dueAt > now) return
  const office = officesOf(context).find((candidate) => candidate.id === seen.office)
  if (office === undefined) {
    await rows(em)
      .deleteFrom('appointments_cell')
      .where(takenBy(id, releasedTime(seen)))
      .execute()
    await rows(em).deleteFrom('appointments_released').where('id', '=', id).execute()
    return
  }
  const { version } = await countChange(em, office.id)
  // Another process may have gone on before the office was ours.
  const released = await findReleased(context, id)
  if (released === undefined || released.dueAt > now) return
  const day = dayOf(momentOf(released.firstCell), office.timeZone)
  await noteChangedDay(em, office.id, day, version)
  if (released.bookingId !== null && (await endOffer(context, released)) === 'taken') return

  const offerAt = nextOfferAt(now, office.timeZone)
  const answerBy = offerAt.getTime() + offerMinutes * 60_000
  if (answerBy > momentOf(released.endCell).getTime() - noticeMinutes * 60_000) return openToAll(context, released)
  if (offerAt > now) return lookAgain(context, released, offerAt)

  const { match, next } = await findMatch(context, office, released, day)
  if (match !== null) return makeOffer(context, office, released, match)
  if (next === null) return openToAll(context, released)
  await rows(em).updateTable('appointments_released').set(next).where('id', '=', id).execute()
  enqueue('offerTime', { id })
}

const findReleased = ({ em }: Pick<WritingContext, 'em'>, id: string): Promise<ReleasedRow | undefined> =>
  rows(em).selectFrom('appointments_released').selectAll().where('id', '=', id).executeTakeFirst()

async function lookAgain({ em, enqueue }: WritingContext, { id }: ReleasedRow, dueAt: Date): Promise<void> {
  await rows(em)
    .updateTable('appointments_released')
    .set({ dueAt, bookingId: null, entryId: null })
    .where('id', '=', id)
    .execute()
  enqueue('offerTime', { id }, { runAt: dueAt })
}

/** Nobody who waits wants it. */
async function openToAll({ em, now }: WritingContext, released: ReleasedRow): Promise<void> {
  const { id, freeAt } = released
  const cells = rows(em)
  const itsCells = takenBy(id, releasedTime(released))
  if (freeAt === null || freeAt <= now) {
    await cells.deleteFrom('appointments_cell').where(itsCells).execute()
  } else {
    await cells.updateTable('appointments_cell').set({ bookingId: null, heldUntil: freeAt }).where(itsCells).execute()
  }
  await cells.deleteFrom('appointments_released').where('id', '=', id).execute()
}

/** Holds the time for the person of an entry; what is left of it goes on by itself. */
async function makeOffer(
  context: WritingContext,
  office: Office,
  released: ReleasedRow,
  { entry, start, length }: { entry: { id: string }; start: number; length: number },
): Promise<void> {
  const { em, now, enqueue, settings } = context
  const row = await rows(em).selectFrom('appointments_entry').selectAll().where('id', '=', entry.id).executeTakeFirst()
  const person = (await openRow(em, Entry, row)) as OpenEntry
  const { offerMinutes, keepDays } = settings(Settings)
  const heldUntil = new Date(now.getTime() + offerMinutes * 60_000)
  const id = newId()
  const { lane } = released
  const { items, variant, locale } = person
  const taken = { id, office, lane, start, length, items, variant, locale, code: await freeCode(em), now }
  const booking = newBooking({ ...taken, state: 'held', heldUntil }, personOf(person), keepDays)
  await insertRow(em, Booking, await sealRow(em, Booking, booking))
  await advanceEntry(em, person, 'offered')
  const cursor = { afterJoined: person.joinedAt, afterEntry: person.id }
  const rest = [
    { firstCell: released.firstCell, endCell: start },
    { firstCell: start + length, endCell: released.endCell },
  ].filter(({ firstCell, endCell }) => firstCell < endCell)
  for (const part of rest) {
    const partId = newId()
    await rows(em)
      .insertInto('appointments_released')
      .values({ ...released, ...part, ...cursor, id: partId, dueAt: now, bookingId: null, entryId: null })
      .execute()
    await handCells(context, released, part, partId)
    enqueue('offerTime', { id: partId })
  }
  await handCells(context, released, { firstCell: start, endCell: start + length }, id)
  await rows(em)
    .updateTable('appointments_released')
    .set({
      firstCell: start,
      endCell: start + length,
      bookingId: id,
      entryId: person.id,
      dueAt: heldUntil,
      ...cursor,
    })
    .where('id', '=', released.id)
    .execute()
  enqueue('offerTime', { id: released.id }, { runAt: heldUntil })
  await sendBookingMail(context, 'offer', booking)
}

async function handCells(
  { em }: WritingContext,
  released: ReleasedRow,
  { firstCell, endCell }: { firstCell: number; endCell: number },
  bookingId: string,
): Promise<void> {
  await rows(em)
    .updateTable('appointments_cell')
    .set({ bookingId })
    .where(takenBy(released.id, { lane: released.lane, from: firstCell, to: endCell }))
    .execute()
}
