import type { LinkKind } from '../../plugins/appointments/src/booking/link.ts'
import type { State } from '../../plugins/appointments/src/booking/state.ts'
import {
  aDevice,
  aVisit,
  anAppointment,
  appointmentAt,
  day,
  office,
  service,
  soon,
  start,
} from './appointment-ingredients.ts'
import { freeAllTimes } from './free-times.ts'
import { fresh, list } from './ingredients.ts'
import { bookingIn, deviceMarkOf, markedDay, visitIn } from './office-affairs.ts'
import { officeIn } from './offices.ts'
import type { Recipe, ValidRequest } from './recipe.ts'
import type { Slot } from './slots.ts'
import type { Town } from './town.ts'
import { waitingPages, waitingRecipes } from './waiting.ts'

const later = `${day}T10:00:00.000Z`
const question = { services: service, office }
const items = [{ service, persons: 1 }]

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
