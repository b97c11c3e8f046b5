import type { WritingContext } from '@kreiswerk/core'
import { returnShares } from '../booking/share.ts'
import { rows } from '../rows.ts'
import { eraseBookings } from './privacy.ts'

const atOnce = 200
const oneDay = 86_400_000

/**
 * Tidies up: who was never confirmed is erased and may book again, holds nobody went on with are forgotten after a day,
 * and people are taken out of bookings whose time of keeping is over. Free time does not wait for it.
 */
export async function sweepBookings({
  em,
  now,
  enqueue,
}: Pick<WritingContext, 'em' | 'now' | 'enqueue'>): Promise<void> {
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
    .returning('id')
    .execute()
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

  await rows(em)
    .deleteFrom('appointments_cell')
    .where('heldUntil', '<=', new Date(now.getTime() - oneDay))
    .execute()
  if ([lapsed, abandoned, over].some(({ length }) => length === atOnce)) enqueue('sweepBookings', {})
}
