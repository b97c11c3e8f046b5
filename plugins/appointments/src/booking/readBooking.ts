import { conflict, notFound, openRow, sealRow } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import { rows } from '../rows.ts'
import type { OpenBooking } from '../rows.ts'
import { Booking } from './booking.ts'
import { assertLink, idIn } from './link.ts'
import type { LinkKind } from './link.ts'
import { canBecome } from './state.ts'
import type { State } from './state.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text can be the id of a row. */
export const isId = (text: string): boolean => uuid.test(text)

/** The booking of this id; throws `action.not-found`. */
export async function readBooking(em: EntityManager, id: string): Promise<OpenBooking> {
  if (!isId(id)) throw notFound()
  const row = await rows(em).selectFrom('appointments_booking').selectAll().where('id', '=', id).executeTakeFirst()
  const found = await openRow(em, Booking, row)
  if (found === undefined) throw notFound()
  return found
}

/** The booking that a link leads to; to a wrong link or an outdated one it does not exist. */
export async function readLinked(em: EntityManager, kind: LinkKind, link: string): Promise<OpenBooking> {
  const booking = await readBooking(em, idIn(link))
  await assertLink(em, kind, link, booking)
  return booking
}

/** Takes a booking to another state and changes it besides; throws `action.conflict` when it has moved on meanwhile. */
export async function advance(
  em: EntityManager,
  booking: OpenBooking,
  state: State,
  also: Partial<OpenBooking> = {},
): Promise<void> {
  if (state !== booking.state && !canBecome(booking.state, state)) throw conflict()
  const sealed = await sealRow(em, Booking, { ...also, id: booking.id, state })
  const result = await rows(em)
    .updateTable('appointments_booking')
    .set(sealed)
    .where('id', '=', booking.id)
    .where('state', '=', booking.state)
    .where('sequence', '=', booking.sequence)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) throw conflict()
}
