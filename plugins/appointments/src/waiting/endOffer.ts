import type { WritingContext } from '@kreiswerk/core'
import { eraseBookings } from '../privacy/privacy.ts'
import { rows } from '../rows.ts'
import { takenBy } from '../slot/takenBy.ts'
import { advanceEntry, findEntry } from './readEntry.ts'
import { removeEntries } from './removeEntries.ts'
import { releasedTime } from './releasedTime.ts'
import type { ReleasedRow } from './releasedTime.ts'

/** Whoever lets so many offers pass does not wait any longer. */
const mostMissed = 3

/**
 * Takes an offer back that was not accepted: its time belongs to the released time again, the person waits on. Says
 * `taken` when it was accepted and nothing is left to do.
 */
export async function endOffer({ em }: Pick<WritingContext, 'em'>, released: ReleasedRow): Promise<'taken' | 'ended'> {
  const bookingId = released.bookingId!
  const lapsed = await rows(em)
    .updateTable('appointments_booking')
    .set({ state: 'lapsed', heldUntil: null })
    .where('id', '=', bookingId)
    .where('state', '=', 'held')
    .executeTakeFirst()
  const missed = lapsed.numUpdatedRows === 1n
  const booking = await rows(em)
    .selectFrom('appointments_booking')
    .select('state')
    .where('id', '=', bookingId)
    .executeTakeFirst()
  if (booking !== undefined && booking.state !== 'lapsed') {
    await rows(em).deleteFrom('appointments_released').where('id', '=', released.id).execute()
    return 'taken'
  }
  await eraseBookings(em, [bookingId])
  await rows(em)
    .updateTable('appointments_cell')
    .set({ bookingId: released.id })
    .where(takenBy(bookingId, releasedTime(released)))
    .execute()
  const entry = released.entryId === null ? undefined : await findEntry(em, released.entryId)
  if (entry?.state === 'offered') {
    const missedOffers = entry.missedOffers + (missed ? 1 : 0)
    if (missedOffers >= mostMissed) await removeEntries(em, [entry.id])
    else await advanceEntry(em, entry, 'waiting', { missedOffers })
  }
  await rows(em)
    .updateTable('appointments_released')
    .set({ bookingId: null, entryId: null })
    .where('id', '=', released.id)
    .execute()
  return 'ended'
}
