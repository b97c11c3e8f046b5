import type { WritingContext } from '@kreiswerk/core'
import { returnShares } from '../booking/share.ts'
import { noteChangedDay, timeOf } from '../booking/takeTime.ts'
import { officesOf } from '../catalogue/catalogue.ts'
import { countChange } from '../office/countChange.ts'
import { rows } from '../rows.ts'
import { takenBy } from '../slot/takenBy.ts'
import { dayOf } from '../time/cell.ts'
import { removeEntries } from '../waiting/removeEntries.ts'
import { timeReleased } from '../waiting/timeReleased.ts'
import { eraseBookings } from './privacy.ts'

const atOnce = 200
const oneDay = 86_400_000

/**
 * Tidies up: who was never confirmed is erased and may book again, holds nobody went on with are forgotten after a day,
 * and people are taken out of bookings whose time of keeping is over. Free time does not wait for it.
 */
export async function sweepBookings(context: WritingContext): Promise<void> {
  const { em, now, enqueue } = context
  const lapsed = await rows(em)
    .updateTable('appointments_booking')
    .set({ state: 'lapsed', heldUntil: null })
    .where('id', 'in', (query) =>
      query
        .selectFrom('appointments_booking')
        .select('id')
        .where('state', '=', 'preconfirmed')
        .where('heldUntil', '<=', now)
        .limit(atOnce),
    )
    .returning(['id', 'office', 'lane', 'startsAt', 'endsAt'])
    .execute()
  for (const booking of lapsed) await releaseLapsed(context, booking)
  await eraseBookings(
    em,
    lapsed.map(({ id }) => id),
  )

  const abandoned = await rows(em)
    .deleteFrom('appointments_booking')
    .where('id', 'in', (query) =>
      query
        .selectFrom('appointments_booking')
        .select('id')
        .where('state', '=', 'held')
        .where('heldUntil', '<=', new Date(now.getTime() - oneDay))
        .limit(atOnce),
    )
    .returning('id')
    .execute()
  for (const { id } of abandoned) await returnShares(em, id)

  // Whoever has been there may have another one.
  await rows(em)
    .deleteFrom('appointments_share')
    .where((is) =>
      is.exists(
        is
          .selectFrom('appointments_booking')
          .select('id')
          .whereRef('appointments_booking.id', '=', 'appointments_share.bookingId')
          .where('endsAt', '<=', now),
      ),
    )
    .execute()

  const over = await rows(em)
    .selectFrom('appointments_booking')
    .select('id')
    .where('keepUntil', '<=', now)
    .limit(atOnce)
    .execute()
  await eraseBookings(
    em,
    over.map(({ id }) => id),
  )

  const ended = await rows(em)
    .selectFrom('appointments_entry')
    .select('id')
    .where('endsAt', '<=', now)
    .limit(atOnce)
    .execute()
  await removeEntries(
    em,
    ended.map(({ id }) => id),
  )

  await rows(em).deleteFrom('appointments_spent_proof').where('until', '<=', now).execute()
  await rows(em)
    .deleteFrom('appointments_cell')
    .where('heldUntil', '<=', new Date(now.getTime() - oneDay))
    .execute()
  if ([lapsed, abandoned, over, ended].some(({ length }) => length === atOnce)) enqueue('sweepBookings', {})
}

/** Time that was never confirmed goes to those who wait, unless somebody else has taken it since. */
async function releaseLapsed(
  context: WritingContext,
  booking: { id: string; office: string; lane: string; startsAt: Date; endsAt: Date },
): Promise<void> {
  const { em } = context
  const office = officesOf(context).find(({ id }) => id === booking.office)
  if (office === undefined) return
  const { version } = await countChange(em, office.id)
  const time = timeOf(booking)
  const { numDeletedRows: still } = await rows(em)
    .deleteFrom('appointments_cell')
    .where(takenBy(booking.id, time))
    .executeTakeFirstOrThrow()
  if (still !== BigInt(time.to - time.from)) return
  await noteChangedDay(em, office.id, dayOf(booking.startsAt, office.timeZone), version)
  await timeReleased(context, office, time, null)
}
