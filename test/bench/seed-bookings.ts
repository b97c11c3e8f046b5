import { newId } from '../../core/src/base/id.ts'
import type { Database } from '../../core/src/storage/database.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { rows } from '../../plugins/appointments/src/rows.ts'
import { isHoliday } from '../../plugins/appointments/src/schedule/holidays.ts'
import { cellOf } from '../../plugins/appointments/src/time/cell.ts'
import { offices } from './deployment/offices.ts'

/** An appointment somebody could want. */
export interface Wish {
  office: string
  start: string
}

const minutes = 20
const cells = minutes / 5
const seededLanes = 3
const day = 86_400_000
const batch = 200
/** From 8 to 18 in Germany, whichever of the two hours from UTC counts. */
const [opens, closes] = [7, 16]

/** Fills the first desks of all offices with so many confirmed appointments over the days that can be booked. */
export async function seedBookings(database: Database, count: number, now: Date): Promise<void> {
  const wishes = wishesFrom(now).slice(0, Math.ceil(count / seededLanes))
  const bookings = wishes
    .flatMap((wish) => Array.from({ length: seededLanes }, (_, lane) => ({ ...wish, lane })))
    .slice(0, count)
  for (let from = 0; from < bookings.length; from += batch) {
    await unitOfWork(database, async (em) => {
      const made = bookings
        .slice(from, from + batch)
        .map(({ office, start, lane }, at) => bookingOf(office, new Date(start), lane, `seed ${from + at}`, now))
      await rows(em).insertInto('appointments_booking').values(made).execute()
      const taken = made.flatMap(({ id, lane, startsAt }) =>
        Array.from({ length: cells }, (_, at) => ({
          lane,
          cell: cellOf(startsAt) + at,
          bookingId: id,
          heldUntil: null,
        })),
      )
      await rows(em).insertInto('appointments_cell').values(taken).execute()
    })
  }
}

/** What is wanted in the order it is asked for, the same for everybody who is measured: spread over offices and days. */
export function wishesFrom(now: Date): Wish[] {
  const midnight = Math.floor(now.getTime() / day) * day
  const wishes: Wish[] = []
  for (let minute = opens * 60; minute < closes * 60; minute += minutes) {
    for (let ahead = 1; ahead <= 60; ahead += 1) {
      const start = new Date(midnight + ahead * day + minute * 60_000)
      if (isHoliday('DE-NW', start.toISOString().slice(0, 10))) continue
      for (const { id } of offices) wishes.push({ office: id, start: start.toISOString() })
    }
  }
  return wishes
}

const bookingOf = (office: string, startsAt: Date, lane: number, code: string, now: Date) => ({
  id: newId(),
  office,
  unit: 'stadt/fb32/',
  lane: `${office}/schalter/${lane}`,
  startsAt,
  endsAt: new Date(startsAt.getTime() + minutes * 60_000),
  items: [{ service: 'reisepass', persons: 1 }],
  variant: 'counter' as const,
  state: 'confirmed' as const,
  heldUntil: null,
  name: null,
  email: null,
  phone: null,
  note: null,
  emailIndex: null,
  accountId: null,
  locale: 'de',
  code,
  sequence: 0,
  createdAt: now,
  keepUntil: null,
  reference: null,
  linkedTo: null,
})
