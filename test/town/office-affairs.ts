import { newId } from '../../core/src/base/id.ts'
import type { EntityManager } from '../../core/src/storage/database.ts'
import { insertRow } from '../../core/src/storage/insert-row.ts'
import { sealRow } from '../../core/src/vault/vault.ts'
import { Booking } from '../../plugins/appointments/src/booking/booking.ts'
import { rows } from '../../plugins/appointments/src/rows.ts'
import { dayOf } from '../../plugins/appointments/src/time/cell.ts'
import { Entry } from '../../plugins/appointments/src/waiting/entry.ts'
import { officeIn } from './offices.ts'
import type { Resident } from './people.ts'
import { ownerOf, slots } from './slots.ts'
import type { Slot } from './slots.ts'
import type { Town } from './town.ts'

/** What one citizen has at an office, and the terminal that stands there. */
export interface OfficeAffairs {
  booking: string
  /** The place in line, with the booking. */
  visit: string
  /** On the waiting list. */
  entry: string
  device: string
}

/** After everything that a recipe makes, so that lists which begin with the latest show it first. */
export const markedDay = '2026-12-14'
const startsAt = new Date(`${markedDay}T08:00:00Z`)
const endsAt = new Date(`${markedDay}T08:20:00Z`)
const items = [{ service: 'reisepass', persons: 1 }]

/** Words in what a citizen has said to an office, and nowhere else. */
export const bookingMarkOf = (who: Resident): string => `Termin-${who}-q7`
export const bookingEmailOf = (who: Resident): string => `termin-${who.toLowerCase()}-q7@example.org`
/** With digits that no code has which the portal makes. */
export const bookingCodeOf = (who: Resident): string => `${who.slice(-1)}AAA-0000`
/** What the terminal of a slot is called. */
export const deviceMarkOf = (slot: Slot): string => `Automat-${slot}-q7`

/** An appointment, a visit with it, an entry of the waiting list, and a terminal, as if they had come about. */
export async function settleAtOffice(town: Town, slot: Slot): Promise<OfficeAffairs> {
  const affairs = { booking: newId(), visit: newId(), entry: newId(), device: newId() }
  await town.unit(async (em) => {
    await insertRow(em, Booking, await sealRow(em, Booking, bookingOf(town, slot, affairs.booking)))
    await insertRow(em, Entry, await sealRow(em, Entry, entryOf(town, slot, affairs.entry)))
    await rows(em)
      .insertInto('appointments_visit')
      .values(visitOf(town, slot, affairs))
      .execute()
    await rows(em).insertInto('appointments_device').values(deviceOf(slot, affairs.device)).execute()
  })
  return affairs
}

const placeOf = (slot: Slot) => ({ office: officeIn(slot).id, unit: officeIn(slot).unit })

const personOf = (slot: Slot) => ({ name: bookingMarkOf(ownerOf[slot]), email: bookingEmailOf(ownerOf[slot]) })

const bookingOf = ({ portal, accounts }: Town, slot: Slot, id: string) => ({
  id,
  ...placeOf(slot),
  ...personOf(slot),
  lane: `${officeIn(slot).id}/schalter/0`,
  startsAt,
  endsAt,
  items,
  variant: 'counter' as const,
  state: 'confirmed' as const,
  heldUntil: null,
  phone: bookingMarkOf(ownerOf[slot]),
  note: bookingMarkOf(ownerOf[slot]),
  emailIndex: null,
  accountId: accounts.get(ownerOf[slot])!.id,
  locale: 'de',
  code: bookingCodeOf(ownerOf[slot]),
  sequence: 0,
  createdAt: portal.clock.now,
  keepUntil: null,
  reference: null,
  linkedTo: null,
})

const entryOf = ({ portal, accounts }: Town, slot: Slot, id: string) => ({
  id,
  ...personOf(slot),
  state: 'waiting' as const,
  draw: null,
  rank: null,
  items,
  variant: 'counter' as const,
  offices: [officeIn(slot).id],
  firstDay: markedDay,
  lastDay: markedDay,
  timeOfDay: 'any' as const,
  noticeHours: 1,
  waitAfterDraw: false,
  emailIndex: null,
  accountId: accounts.get(ownerOf[slot])!.id,
  person: id,
  locale: 'de',
  missedOffers: 0,
  joinedAt: portal.clock.now,
  endsAt: new Date(`${markedDay}T23:00:00Z`),
})

const visitOf = ({ portal }: Town, slot: Slot, { visit, booking }: Pick<OfficeAffairs, 'visit' | 'booking'>) => ({
  id: visit,
  ...placeOf(slot),
  ...inLine,
  day: dayOf(portal.clock.now, 'Europe/Berlin'),
  letter: 'A',
  number: 1_001 + slots.indexOf(slot),
  group: 'schalter',
  items,
  minutes: 20,
  bookingId: booking,
  appointmentAt: portal.clock.now,
  priority: false,
  arrivedAt: portal.clock.now,
})

const inLine = {
  state: 'waiting' as const,
  desk: null,
  calls: 0,
  calledAt: null,
  servingAt: null,
  finishedAt: null,
}

const deviceOf = (slot: Slot, id: string) => ({
  id,
  ...placeOf(slot),
  name: deviceMarkOf(slot),
  version: 1,
  locked: false,
  createdAt: startsAt,
})

/** The appointment of a slot, as if nobody had moved or cancelled it. */
export async function bookingIn({ affairs, unit }: Town, slot: Slot): Promise<string> {
  const { booking } = affairs[slot]
  await unit((em) => putBack(em, booking, 'confirmed'))
  return booking
}

/** The visit of a slot, as if nobody had called it; of those without an appointment nobody is in line. */
export async function visitIn({ affairs, unit }: Town, slot: Slot): Promise<string> {
  const { booking, visit } = affairs[slot]
  await unit(async (em) => {
    await sendWalkInsHome(em)
    await putBack(em, booking, 'arrived')
    await rows(em).updateTable('appointments_visit').set(inLine).where('id', '=', visit).execute()
  })
  return visit
}

const putBack = (em: EntityManager, booking: string, state: 'confirmed' | 'arrived') =>
  rows(em).updateTable('appointments_booking').set({ state, startsAt, endsAt }).where('id', '=', booking).execute()

/** Frees the numbers of the day. */
export async function sendWalkInsHome(em: EntityManager): Promise<void> {
  await rows(em).deleteFrom('appointments_visit').where('bookingId', 'is', null).execute()
}
