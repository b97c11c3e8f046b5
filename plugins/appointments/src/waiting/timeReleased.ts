import { newId } from '@kreiswerk/core'
import type { EntityManager, WritingContext } from '@kreiswerk/core'
import type { Office } from '../office/office.ts'
import { rows } from '../rows.ts'
import type { TimeOfDesk } from '../slot/takenBy.ts'
import { dayOf, momentOf } from '../time/cell.ts'

/**
 * Time of a desk has come free: cancelled, moved away from, never confirmed, newly opened. Call it within a unit that has
 * counted a change of the office, once nobody has the time any more. Where somebody waits for that day, the time is kept
 * from everybody until those who wait were asked; else it comes free at `freeAt`, at once if `null`.
 */
export async function timeReleased(
  { em, now, enqueue }: Pick<WritingContext, 'em' | 'now' | 'enqueue'>,
  office: Office,
  time: TimeOfDesk,
  freeAt: Date | null,
): Promise<void> {
  if (momentOf(time.to) <= now) return
  const waits = await isWaitedFor(em, office, dayOf(momentOf(time.from), office.timeZone))
  const until = waits ? momentOf(time.to) : freeAt
  if (until === null) return
  const id = newId()
  await keepFree(em, now, time, { bookingId: waits ? id : null, heldUntil: until })
  if (!waits) return
  await rows(em)
    .insertInto('appointments_released')
    .values({
      id,
      office: office.id,
      lane: time.lane,
      firstCell: time.from,
      endCell: time.to,
      freeAt,
      dueAt: now,
      bookingId: null,
      entryId: null,
      afterJoined: null,
      afterEntry: null,
    })
    .execute()
  enqueue('offerTime', { id })
}

/** Whether anybody is on the list of an office for a day. */
export async function isWaitedFor(em: EntityManager, office: Office, day: string): Promise<boolean> {
  const found = await rows(em)
    .selectFrom('appointments_entry_place')
    .select('entryId')
    .where('office', '=', office.id)
    .where('firstDay', '<=', day)
    .where('lastDay', '>=', day)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Keeps cells of a desk that nobody has. */
async function keepFree(
  em: EntityManager,
  now: Date,
  { lane, from, to }: TimeOfDesk,
  keeper: { bookingId: string | null; heldUntil: Date },
): Promise<void> {
  const cells = Array.from({ length: to - from }, (_, index) => ({ lane, cell: from + index, ...keeper }))
  await rows(em)
    .deleteFrom('appointments_cell')
    .where('lane', '=', lane)
    .where('cell', '>=', from)
    .where('cell', '<', to)
    .where('heldUntil', '<=', now)
    .execute()
  await rows(em)
    .insertInto('appointments_cell')
    .values(cells)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
