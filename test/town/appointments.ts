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
import { list } from './ingredients.ts'
import { bookingIn, deviceMarkOf, markedDay, sendWalkInsHome, visitIn } from './office-affairs.ts'
import { officeIn } from './offices.ts'
import type { Recipe, ValidRequest } from './recipe.ts'
import type { Slot } from './slots.ts'
import { freeAllTimes } from './free-times.ts'
import { fresh } from './ingredients.ts'
import type { Town } from './town.ts'
import { waitingPages, waitingRecipes } from './waiting.ts'

const office = 'bahnhof'
const service = 'reisepass'
const day = '2026-11-30'
/** Nine o'clock in Aachen on a Monday soon after the town was founded. */
const start = `${day}T08:00:00.000Z`
const later = `${day}T10:00:00.000Z`
const question = { services: service, office }
const items = [{ service, persons: 1 }]

/** An appointment in this state, and the secret of a link to it. Nobody else has time at a desk. */
async function anAppointment(town: Town, state: State, kind: LinkKind): Promise<string> {
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
async function appointmentAt(
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
    items,
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
async function soon(town: Town): Promise<{ link: string; code: string }> {
  const { id, code } = await appointmentAt(town, {
    state: 'confirmed',
    startsAt: new Date(town.portal.clock.now.getTime() + 600_000),
  })
  return { link: await town.unit((em) => linkTo(em, 'manage', { id, sequence: 0 })), code }
}

/** Somebody in line without an appointment, and nobody else without one. */
async function aVisit({ portal, unit }: Town): Promise<{ id: string; link: string }> {
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
      items,
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
const aDevice = ({ portal, unit }: Town, slot: Slot = 'elsewhere'): Promise<{ id: string; link: string }> =>
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
/** What a link of this kind opens. */
const linked = (state: State, kind: LinkKind, body?: () => object): Recipe => ({
  make: async (town) => ({
    params: { link: await anAppointment(town, state, kind) },
    ...(body === undefined ? {} : { body: body() }),
  }),
})

/** An appointment as staff reach it. */
const booked = (body: object): Recipe => ({
  slots: true,
  make: async (town, _who, slot) => ({
    params: { id: (await appointmentAt(town, { state: 'confirmed', slot })).id },
    body,
  }),
})

/** The same for reading: one that has an owner. */
const bookedBySomebody: Recipe = {
  slots: true,
  make: async (town, _who, slot) => ({ params: { id: await bookingIn(town, slot) } }),
}

/** What is done at an office: at the one of the slot. */
const atOffice = (
  request: (office: string, town: Town, slot: Slot) => ValidRequest | Promise<ValidRequest>,
): Recipe => ({
  slots: true,
  make: (town, _who, slot) => request(officeIn(slot).id, town, slot),
})

const listOfOffices = list((_town, _who, slot) => `"id":"${officeIn(slot).id}"`)
const ownBookings = list(({ affairs }, _who, slot) => affairs[slot].booking)

/** What the preview of the closure says goes along with it. */
async function seenBy(town: Town, slot: Slot): Promise<string> {
  const { cookie, csrf } = town.login(slot === 'elsewhere' ? 'clerkY' : 'clerkX')!
  const preview = await town.portal.app.inject({
    method: 'POST',
    url: `/api/appointments/schedules/${officeIn(slot).id}/preview`,
    headers: { cookie, 'x-csrf-token': csrf },
    payload: closure,
  })
  return preview.json<{ seen: string }>().seen
}

const closure = {
  id: null,
  exception: {
    kind: 'closed',
    group: null,
    firstDay: '2026-12-01',
    lastDay: '2026-12-01',
    from: null,
    to: null,
    publicLanes: null,
    internalLanes: null,
    reason: 'Personalversammlung',
  },
}

export const appointmentRecipes: Readonly<Record<string, Recipe>> = {
  'appointments.findDays': { make: () => ({ query: question }) },
  'appointments.findTimes': { make: () => ({ query: { ...question, day } }) },
  'appointments.askForProof': { make: () => ({}) },
  'appointments.holdTime': {
    async make(town) {
      await town.unit(freeAllTimes)
      return { body: { office, variant: 'counter', items, start } }
    },
  },
  'appointments.showHold': linked('held', 'hold'),
  'appointments.bookHeld': linked('held', 'hold', () => ({ name: 'Petra Musterfrau', email: fresh() })),
  'appointments.showUnconfirmed': linked('preconfirmed', 'confirm'),
  'appointments.confirmBooking': linked('preconfirmed', 'confirm'),
  'appointments.showBooking': linked('confirmed', 'manage'),
  'appointments.downloadCalendar': linked('confirmed', 'manage'),
  'appointments.moveBooking': linked('confirmed', 'manage', () => ({ start: later })),
  'appointments.cancelBooking': linked('confirmed', 'manage'),
  'appointments.showAvailability': { make: () => ({ query: { office } }) },
  'appointments.showAvailabilityTable': { make: () => ({ query: { office } }) },
  'appointments.listOffices': listOfOffices,
  'appointments.showDay': atOffice(async (office, town, slot) => {
    await bookingIn(town, slot)
    return { params: { office, day: markedDay } }
  }),
  'appointments.showStaffBooking': bookedBySomebody,
  'appointments.findStaffTimes': atOffice((office) => ({ query: { ...question, office, day } })),
  'appointments.bookAsStaff': atOffice(async (office, town) => {
    await town.unit(freeAllTimes)
    return { body: { office, variant: 'counter', items, start, name: 'Petra Musterfrau' } }
  }),
  'appointments.moveAsStaff': booked({ start: later }),
  'appointments.cancelAsStaff': booked({ reason: 'Der Standort ist geschlossen' }),
  'appointments.showSchedule': atOffice((office) => ({ params: { office } })),
  'appointments.previewChange': atOffice((office) => ({ params: { office }, body: closure })),
  'appointments.changeSchedule': atOffice(async (office, town, slot) => ({
    params: { office },
    body: { ...closure, seen: await seenBy(town, slot) },
  })),
  'appointments.listConflicts': atOffice((office) => ({ params: { office } })),
  'appointments.showStatistics': atOffice((office) => ({ params: { office } })),
  'appointments.downloadStatistics': atOffice((office) => ({ params: { office } })),
  'appointments.arriveByLink': { make: async (town) => ({ params: { link: (await soon(town)).link } }) },
  'appointments.showTicket': { make: async (town) => ({ params: { link: (await aVisit(town)).link } }) },
  'appointments.showTerminal': { make: async (town) => ({ params: { device: (await aDevice(town)).link } }) },
  'appointments.arriveAtTerminal': {
    make: async (town) => ({
      params: { device: (await aDevice(town)).link },
      body: { code: (await soon(town)).code },
    }),
  },
  'appointments.takeTicket': {
    make: async (town) => ({ params: { device: (await aDevice(town)).link }, body: { service: 'beglaubigung' } }),
  },
  'appointments.listDevices': list((_town, _who, slot) => deviceMarkOf(slot)),
  'appointments.listDeviceOffices': listOfOffices,
  'appointments.addDevice': atOffice((office) => ({ body: { office, name: 'Eingang' } })),
  'appointments.changeDevice': {
    slots: true,
    make: async (town, _who, slot) => ({ params: { id: (await aDevice(town, slot)).id }, body: { renew: true } }),
  },
  'appointments.listCounters': listOfOffices,
  'appointments.showQueue': atOffice(async (office, town, slot) => {
    await visitIn(town, slot)
    return { params: { office } }
  }),
  'appointments.callNext': atOffice(async (office, town, slot) => {
    await visitIn(town, slot)
    return { params: { office }, body: { desk: '3' } }
  }),
  'appointments.moveVisit': {
    slots: true,
    make: async (town, _who, slot) => ({ params: { id: await visitIn(town, slot) }, body: { step: 'leave' } }),
  },
  'appointments.welcomeVisitor': atOffice((office) => ({ params: { office }, body: { service } })),
  'appointments.showDisplay': { make: () => ({ params: { office } }) },
  'appointments.showOffer': linked('held', 'offer'),
  'appointments.acceptOffer': linked('held', 'offer'),
  'appointments.declineOffer': linked('held', 'offer'),
  'appointments.listOwnBookings': ownBookings,
  ...waitingRecipes,
}

export const appointmentPages: Readonly<Record<string, Recipe>> = {
  '/termine/wann': { make: () => ({ query: { anliegen: service } }) },
  '/termine/buchen/:link': linked('held', 'hold'),
  '/termine/bestaetigen/:link': linked('preconfirmed', 'confirm'),
  '/termine/termin/:link': linked('confirmed', 'manage'),
  '/staff/termine/:id': bookedBySomebody,
  '/konto/termine': ownBookings,
  '/termine/termin/:link/verschieben': linked('confirmed', 'manage'),
  '/termine/automat/:device': { make: async (town) => ({ params: { device: (await aDevice(town)).link } }) },
  '/termine/nummer/:link': { make: async (town) => ({ params: { link: (await aVisit(town)).link } }) },
  '/termine/aufruf/:office': { make: () => ({ params: { office } }) },
  '/termine/angebot/:link': linked('held', 'offer'),
  ...waitingPages,
}
