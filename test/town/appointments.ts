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
import type { Recipe } from './recipe.ts'
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
  const id = await storedAppointment(town, state)
  return town.unit((em) => linkTo(em, kind, { id, sequence: 0 }))
}

/** The id of one. */
async function storedAppointment({ portal, unit }: Town, state: State): Promise<string> {
  return (await appointmentAt({ portal, unit }, state, new Date(start))).id
}

/** The same at any time, with the code that is typed at a terminal. */
async function appointmentAt({ portal, unit }: Pick<Town, 'portal' | 'unit'>, state: State, startsAt: Date) {
  const id = newId()
  const isSettled = state === 'confirmed'
  const inHalfAnHour = new Date(portal.clock.now.getTime() + 1_800_000)
  const booking = {
    id,
    office,
    unit: 'aachen/buergerservice/bahnhof/',
    lane: `${office}/schalter/0`,
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
  const { id, code } = await appointmentAt(town, 'confirmed', new Date(town.portal.clock.now.getTime() + 600_000))
  return { link: await town.unit((em) => linkTo(em, 'manage', { id, sequence: 0 })), code }
}

/** Somebody in line, and nobody else. */
async function aVisit({ portal, unit }: Town): Promise<{ id: string; link: string }> {
  const { now } = portal.clock
  return unit(async (em) => {
    await emptyLines(em)
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

async function emptyLines(em: Parameters<typeof rows>[0]): Promise<void> {
  await rows(em).deleteFrom('appointments_visit').execute()
}

/** A public terminal, and the secret of its address. */
const aDevice = ({ portal, unit }: Town): Promise<{ id: string; link: string }> =>
  unit(async (em) => {
    await emptyLines(em)
    const id = newId()
    const createdAt = portal.clock.now
    const device = {
      id,
      office,
      unit: 'aachen/buergerservice/bahnhof/',
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
const booked = (body?: object): Recipe => ({
  make: async (town) => ({
    params: { id: await storedAppointment(town, 'confirmed') },
    ...(body === undefined ? {} : { body }),
  }),
})

/** What the preview of the closure says goes along with it. */
async function seenBy(town: Town): Promise<string> {
  const { cookie, csrf } = town.login('clerkY')!
  const preview = await town.portal.app.inject({
    method: 'POST',
    url: `/api/appointments/schedules/${office}/preview`,
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
  'appointments.listOffices': { make: () => ({}) },
  'appointments.showDay': { make: () => ({ params: { office, day } }) },
  'appointments.showStaffBooking': booked(),
  'appointments.findStaffTimes': { make: () => ({ query: { ...question, day } }) },
  'appointments.bookAsStaff': {
    async make(town) {
      await town.unit(freeAllTimes)
      return { body: { office, variant: 'counter', items, start, name: 'Petra Musterfrau' } }
    },
  },
  'appointments.moveAsStaff': booked({ start: later }),
  'appointments.cancelAsStaff': booked({ reason: 'Der Standort ist geschlossen' }),
  'appointments.showSchedule': { make: () => ({ params: { office } }) },
  'appointments.previewChange': { make: () => ({ params: { office }, body: closure }) },
  'appointments.changeSchedule': {
    make: async (town) => ({ params: { office }, body: { ...closure, seen: await seenBy(town) } }),
  },
  'appointments.listConflicts': { make: () => ({ params: { office } }) },
  'appointments.showStatistics': { make: () => ({ params: { office } }) },
  'appointments.downloadStatistics': { make: () => ({ params: { office } }) },
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
  'appointments.listDevices': { make: () => ({}) },
  'appointments.listDeviceOffices': { make: () => ({}) },
  'appointments.addDevice': { make: () => ({ body: { office, name: 'Eingang' } }) },
  'appointments.changeDevice': {
    make: async (town) => ({ params: { id: (await aDevice(town)).id }, body: { renew: true } }),
  },
  'appointments.listCounters': { make: () => ({}) },
  'appointments.showQueue': { make: () => ({ params: { office } }) },
  'appointments.callNext': {
    async make(town) {
      await aVisit(town)
      return { params: { office }, body: { desk: '3' } }
    },
  },
  'appointments.moveVisit': {
    make: async (town) => ({ params: { id: (await aVisit(town)).id }, body: { step: 'leave' } }),
  },
  'appointments.welcomeVisitor': { make: () => ({ params: { office }, body: { service } }) },
  'appointments.showDisplay': { make: () => ({ params: { office } }) },
  'appointments.showOffer': linked('held', 'offer'),
  'appointments.acceptOffer': linked('held', 'offer'),
  'appointments.declineOffer': linked('held', 'offer'),
  'appointments.listOwnBookings': { make: () => ({}) },
  ...waitingRecipes,
}

export const appointmentPages: Readonly<Record<string, Recipe>> = {
  '/termine/wann': { make: () => ({ query: { anliegen: service } }) },
  '/termine/buchen/:link': linked('held', 'hold'),
  '/termine/bestaetigen/:link': linked('preconfirmed', 'confirm'),
  '/termine/termin/:link': linked('confirmed', 'manage'),
  '/staff/termine/:id': booked(),
  '/termine/termin/:link/verschieben': linked('confirmed', 'manage'),
  '/termine/automat/:device': { make: async (town) => ({ params: { device: (await aDevice(town)).link } }) },
  '/termine/nummer/:link': { make: async (town) => ({ params: { link: (await aVisit(town)).link } }) },
  '/termine/aufruf/:office': { make: () => ({ params: { office } }) },
  '/termine/angebot/:link': linked('held', 'offer'),
  ...waitingPages,
}
