import { blindIndex, defineError } from '@kreiswerk/core'
import type { EntityManager } from '@kreiswerk/core'
import type { Service } from '../office/office.ts'
import { rows } from '../rows.ts'
import type { Item } from './booking.ts'

export const errors = {
  enough: defineError(
    'appointments.enough-bookings',
    409,
    'There is already an appointment to come for {service}; move or cancel it first',
  ),
}

/** Who books, as far as limits must tell people apart: the account, or the address where there is none. */
export const personKey = (em: EntityManager, { accountId, email }: { accountId: string | null; email: string }) =>
  blindIndex(em, { table: 'appointments_share', column: 'person' }, accountId ?? email.trim().toLowerCase())

/** Counts a booking towards what its person may have for each of its services; throws `appointments.enough-bookings`. */
export async function takeShares(
  em: EntityManager,
  person: string,
  { id: bookingId, items }: { id: string; items: readonly Item[] },
  services: ReadonlyMap<string, Service>,
): Promise<void> {
  for (const { service } of items) {
    const allowed = services.get(service)?.perPerson ?? 1
    if (!(await takeOneOf(em, { person, service, bookingId }, allowed))) throw errors.enough({ service })
  }
}

async function takeOneOf(
  em: EntityManager,
  share: { person: string; service: string; bookingId: string },
  allowed: number,
): Promise<boolean> {
  for (let number = 1; number <= allowed; number += 1) {
    const { numInsertedOrUpdatedRows: taken } = await rows(em)
      .insertInto('appointments_share')
      .values({ ...share, number })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (taken === 1n) return true
  }
  return false
}

/** The booking is over or gone: its person may have another one. */
export async function returnShares(em: EntityManager, bookingId: string): Promise<void> {
  await rows(em).deleteFrom('appointments_share').where('bookingId', '=', bookingId).execute()
}
