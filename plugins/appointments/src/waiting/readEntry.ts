import { conflict, notFound, openRow } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { assertLink, idIn } from '../booking/link.ts'
import { isId } from '../booking/readBooking.ts'
import { rows } from '../rows.ts'
import type { OpenEntry } from '../rows.ts'
import { Entry } from './entry.ts'
import type { EntryState } from './entry.ts'

/** The entry of this id, if it is still there. */
export async function findEntry(em: EntityManager, id: string): Promise<OpenEntry | undefined> {
  const row = await rows(em).selectFrom('appointments_entry').selectAll().where('id', '=', id).executeTakeFirst()
  return openRow(em, Entry, row)
}

/** The entry that a link leads to; to a wrong link it does not exist. */
export async function readLinkedEntry(
  em: EntityManager,
  kind: 'confirm-entry' | 'entry',
  link: string,
): Promise<OpenEntry> {
  const id = idIn(link)
  if (!isId(id)) throw notFound()
  await assertLink(em, kind, link, { id, sequence: 0 })
  const found = await findEntry(em, id)
  if (found === undefined) throw notFound()
  return found
}

/** Whose booking it becomes. */
export const personOf = ({ name, email, emailIndex, accountId }: OpenEntry) => ({ name, email, emailIndex, accountId })

/** Takes an entry to another state; throws `action.conflict` when it has moved on meanwhile. */
export async function advanceEntry(
  em: EntityManager,
  entry: { id: string; state: EntryState },
  state: EntryState,
  also: Partial<Pick<OpenEntry, 'joinedAt' | 'endsAt' | 'missedOffers' | 'draw' | 'rank'>> = {},
): Promise<void> {
  const result = await rows(em)
    .updateTable('appointments_entry')
    .set({ ...also, state })
    .where('id', '=', entry.id)
    .where('state', '=', entry.state)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) throw conflict()
}
