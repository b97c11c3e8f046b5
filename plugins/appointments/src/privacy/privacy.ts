import { destroyKeys, openRows } from '@kreiswerk/core'
import type { DataSubject, EntityManager, Privacy } from '@kreiswerk/core'
import { Booking } from '../booking/booking.ts'
import { emailIndex } from '../booking/bookHeld.ts'
import { returnShares } from '../booking/share.ts'
import { rows } from '../rows.ts'
import type { Tables } from '../rows.ts'
import { Entry } from '../waiting/entry.ts'
import { removeEntries } from '../waiting/removeEntries.ts'
import { dropReminders } from '../reminder/planReminders.ts'

/**
 * Bookings are found by account and by the address left with them. None is kept: what remains of an erased one says only
 * that a desk was busy.
 */
export const bookingPrivacy: Privacy = {
  async export({ em }, subject) {
    const found = await openRows(em, Booking, await bookingsOf(em, subject))
    const visits = await visitsOf(
      em,
      found.map(({ id }) => id),
    )
    return {
      bookings: found.map(({ id, office, startsAt, endsAt, items, state, code, name, email, phone, note }) => ({
        office,
        startsAt,
        endsAt,
        items,
        state,
        code,
        name,
        email,
        phone,
        note,
        arrivedAt: visits.get(id)?.arrivedAt ?? null,
        calledAt: visits.get(id)?.calledAt ?? null,
        finishedAt: visits.get(id)?.finishedAt ?? null,
      })),
      entries: (await openRows(em, Entry, await entriesOf(em, subject))).map(
        ({ name, email, offices, items, firstDay, lastDay, state, joinedAt }) => ({
          name,
          email,
          offices,
          items,
          firstDay,
          lastDay,
          state,
          joinedAt,
        }),
      ),
    }
  },
  /** Somebody who is logged in may book under another address, and book for somebody else. */
  async addresses({ em }, subject) {
    const bookings = await openRows(em, Booking, await bookingsOf(em, subject))
    const entries = await openRows(em, Entry, await entriesOf(em, subject))
    return [...bookings, ...entries].flatMap(({ email }) => (email === null ? [] : [email]))
  },
  /** By the number that people tell at the counter; the office books for people without an address as well. */
  async find({ em }, reference) {
    const code = reference.trim().toUpperCase()
    const row = await rows(em)
      .selectFrom('appointments_booking')
      .selectAll()
      .where('code', '=', code)
      .executeTakeFirst()
    const [found] = row === undefined ? [] : await openRows(em, Booking, [row])
    if (found === undefined) return null
    const { accountId, email } = found
    return accountId === null && email === null ? { accountId, email, reference: code } : { accountId, email }
  },
  async erase({ em }, subject) {
    await eraseBookings(
      em,
      (await bookingsOf(em, subject)).map(({ id }) => id),
    )
    await removeEntries(
      em,
      (await entriesOf(em, subject)).map(({ id }) => id),
    )
    return { kept: [] }
  },
}

/** Takes the person out of bookings; time, place and what for stay. */
export async function eraseBookings(em: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await rows(em)
    .updateTable('appointments_booking')
    .set({ name: null, email: null, phone: null, note: null, emailIndex: null, accountId: null, keepUntil: null })
    .where('id', 'in', ids)
    .execute()
  // A form is named after its account; what a case has become is told from the case.
  await rows(em)
    .updateTable('appointments_booking')
    .set({ reference: null })
    .where('id', 'in', ids)
    .where('state', '=', 'held')
    .execute()
  for (const id of ids) {
    await returnShares(em, id)
    await dropReminders(em, id)
  }
  await destroyKeys(em, ids)
}

async function visitsOf(em: EntityManager, bookingIds: readonly string[]) {
  if (bookingIds.length === 0) return new Map<string | null, never>()
  const found = await rows(em)
    .selectFrom('appointments_visit')
    .select(['bookingId', 'arrivedAt', 'calledAt', 'finishedAt'])
    .where('bookingId', 'in', bookingIds)
    .execute()
  return new Map(found.map((visit) => [visit.bookingId, visit]))
}

const bookingsOf = (em: EntityManager, person: DataSubject) => rowsAbout(em, 'appointments_booking', person)

/** Nobody waits without an address. */
const entriesOf = (em: EntityManager, { accountId, email }: DataSubject) =>
  rowsAbout(em, 'appointments_entry', { accountId, email })

/** What somebody left with their account, under their address, or under a number alone. */
async function rowsAbout<Table extends 'appointments_booking' | 'appointments_entry'>(
  em: EntityManager,
  table: Table,
  { accountId, email, reference }: DataSubject,
): Promise<Tables[Table][]> {
  const index = email === null ? null : await emailIndex(em, email)
  if (accountId === null && index === null && reference === undefined) return []
  const all = rows(em)
    .selectFrom(table as 'appointments_booking')
    .selectAll()
  const found = all.where((is) =>
    is.or([
      ...(accountId === null ? [] : [is('accountId', '=', accountId)]),
      ...(index === null ? [] : [is('emailIndex', '=', index)]),
      ...(reference === undefined ? [] : [is('code', '=', reference)]),
    ]),
  )
  return (await found.execute()) as Tables[Table][]
}
