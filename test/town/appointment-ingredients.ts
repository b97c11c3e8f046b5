import { newId } from '../../core/src/base/id.ts'
import { insertRow } from '../../core/src/storage/insert-row.ts'
import { sealRow } from '../../core/src/vault/vault.ts'
import { Booking } from '../../plugins/appointments/src/booking/booking.ts'
import { freeCode } from '../../plugins/appointments/src/booking/code.ts'
import { linkTo } from '../../plugins/appointments/src/booking/link.ts'
import type { LinkKind } from '../../plugins/appointments/src/booking/link.ts'
import type { State } from '../../plugins/appointments/src/booking/state.ts'
import { keyedLink } from '../../plugins/appointments/src/link/keyedLink.ts'
import { rows } from '../../plugins/appointments/src/rows.ts'
import { dayOf } from '../../plugins/appointments/src/time/cell.ts'
import { freeAllTimes } from './free-times.ts'
import { sendWalkInsHome } from './office-affairs.ts'
import { officeIn } from './offices.ts'
import type { Slot } from './slots.ts'
import type { Town } from './town.ts'

export const office = 'bahnhof'
export const service = 'reisepass'
export const day = '2026-11-30'
/** Nine o'clock in Aachen on a Monday soon after the town was founded. */
export const start = `${day}T08:00:00.000Z`

/** An appointment in this state, and the secret of a link to it. Nobody else has time at a desk. */
export async function anAppointment(town: Town, state: State, kind: LinkKind): Promise<string> {
  const { id } = await appointmentAt(town, { state })
  return town.unit((em) => linkTo(em, kind, { id, sequence: 0 }))
}

interface Wanted {
  state: State
  startsAt?: Date
  /** Whose office it is at; it belongs to nobody with an account. */
  slot?: Slot
}

/** The same by its id, with the code that is typed at a terminal. */
export async function appointmentAt(
  { portal, unit }: Town,
  { state, startsAt = new Date(start), slot = 'elsewhere' }: Wanted,
): Promise<{ id: string; code: string }> {
  const id = newId()
  const isSettled = state === 'confirmed'
  const inHalfAnHour = new Date(portal.clock.now.getTime() + 1_800_000)
  const booking = {
    id,
    office: officeIn(slot).id,
    unit: officeIn(slot).unit,
    lane: `${officeIn(slot).id}/schalter/0`,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 1_200_000),
    items: [{ service, persons: 1 }],
    variant: 'counter' as const,
    state,
    heldUntil: isSettled ? null : inHalfAnHour,
    name: state === 'held' ? null : 'Petra Musterfrau',
    email: state === 'held' ? null : 'petra@example.org',
    phone: null,
    note: null,
    emailIndex: null,
    accountId: null,
    locale: 'de',
    code: await unit(freeCode),
    sequence: 0,
    createdAt: portal.clock.now,
    keepUntil: null,
    reference: null,
    linkedTo: null,
  }
  return unit(async (em) => {
    await freeAllTimes(em)
    await insertRow(em, Booking, await sealRow(em, Booking, booking))
    return { id, code: booking.code }
  })
}

/** One that begins in ten minutes. */
export async function soon(town: Town): Promise<{ link: string; code: string }> {
  const { id, code } = await appointmentAt(town, {
    state: 'confirmed',
    startsAt: new Date(town.portal.clock.now.getTime() + 600_000),
  })
  return { link: await town.unit((em) => linkTo(em, 'manage', { id, sequence: 0 })), code }
}

/** Somebody in line without an appointment, and nobody else without one. */
export async function aVisit({ portal, unit }: Town): Promise<{ id: string; link: string }> {
  const { now } = portal.clock
  return unit(async (em) => {
    await sendWalkInsHome(em)
    const visit = {
      id: newId(),
      office,
      unit: 'aachen/buergerservice/bahnhof/',
      day: dayOf(now, 'Europe/Berlin'),
      letter: 'A',
      number: 1_000,
      group: 'schalter',
      items: [{ service, persons: 1 }],
      minutes: 10,
      bookingId: null,
      appointmentAt: null,
      priority: false,
      state: 'waiting' as const,
      desk: null,
      calls: 0,
      arrivedAt: now,
      calledAt: null,
      servingAt: null,
      finishedAt: null,
    }
    await rows(em).insertInto('appointments_visit').values(visit).execute()
    return { id: visit.id, link: await keyedLink(em, { kind: 'visit', id: visit.id, version: 0 }) }
  })
}

/** A public terminal, and the secret of its address. */
export const aDevice = ({ portal, unit }: Town, slot: Slot = 'elsewhere'): Promise<{ id: string; link: string }> =>
  unit(async (em) => {
    await sendWalkInsHome(em)
    const id = newId()
    const createdAt = portal.clock.now
    const device = {
      id,
      office: officeIn(slot).id,
      unit: officeIn(slot).unit,
      name: 'Eingang',
      version: 1,
      locked: false,
      createdAt,
    }
    await rows(em).insertInto('appointments_device').values(device).execute()
    return { id, link: await keyedLink(em, { kind: 'device', id, version: 1 }) }
  })
