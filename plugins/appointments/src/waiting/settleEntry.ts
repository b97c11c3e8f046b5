import type { WritingContext } from '@kreiswerk/core'
import { linkTo } from '../booking/link.ts'
import { officesOf } from '../catalogue/catalogue.ts'
import { sendEntryMail } from '../mail/sendEntryMail.ts'
import { rows } from '../rows.ts'
import type { OpenEntry } from '../rows.ts'
import { cellAt, momentOf } from '../time/cell.ts'
import { errors } from './errors.ts'
import { advanceEntry } from './readEntry.ts'

/** The entry counts from now on; each person once per service, and once per draw. Returns its link. */
export async function settleEntry(context: WritingContext, entry: OpenEntry, closesAt: Date | null): Promise<string> {
  const { em, now } = context
  for (const { service } of entry.items) {
    const share = { person: entry.person, service, draw: entry.draw ?? '', entryId: entry.id }
    const { numInsertedOrUpdatedRows: taken } = await rows(em)
      .insertInto('appointments_entry_share')
      .values(share)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (taken !== 1n) throw errors.already({ service })
  }
  if (entry.draw === null) await startWaiting(context, entry)
  // Wishes go when everybody was told how the draw went.
  else await advanceEntry(em, entry, 'wishing', { joinedAt: now, endsAt: endOf(context, entry) })
  await sendEntryMail(context, entry.draw === null ? 'waiting' : 'wishing', entry, closesAt)
  return linkTo(em, 'entry', { id: entry.id, sequence: 0 })
}

/** Puts an entry at the end of the list of each of its offices. */
export async function startWaiting(context: WritingContext, entry: OpenEntry): Promise<void> {
  const { em, now } = context
  await advanceEntry(em, entry, 'waiting', { joinedAt: now, draw: null, rank: null, endsAt: endOf(context, entry) })
  const { id: entryId, firstDay, lastDay } = entry
  await rows(em)
    .insertInto('appointments_entry_place')
    .values(entry.offices.map((office) => ({ office, entryId, joinedAt: now, firstDay, lastDay })))
    .execute()
}

/** When the last day of an entry is over. */
function endOf(context: WritingContext, { offices, lastDay }: OpenEntry): Date {
  const zone = officesOf(context).find(({ id }) => offices.includes(id))?.timeZone ?? 'Europe/Berlin'
  return momentOf(cellAt(lastDay, '24:00', zone))
}
