import { newId } from '../../core/src/base/id.ts'
import { insertRow } from '../../core/src/storage/insert-row.ts'
import { sealRow } from '../../core/src/vault/vault.ts'
import { Booking } from '../../plugins/appointments/src/booking/booking.ts'
import { freeCode } from '../../plugins/appointments/src/booking/code.ts'
import { linkTo } from '../../plugins/appointments/src/booking/link.ts'
import type { LinkKind } from '../../plugins/appointments/src/booking/link.ts'
import type { State } from '../../plugins/appointments/src/booking/state.ts'
import { rows } from '../../plugins/appointments/src/rows.ts'
import type { Recipe } from './recipe.ts'
import { fresh } from './ingredients.ts'
import type { Town } from './town.ts'

const office = 'bahnhof'
const service = 'reisepass'
const day = '2026-11-30'
/** Nine o'clock in Aachen on a Monday soon after the town was founded. */
const start = `${day}T08:00:00.000Z`
const later = `${day}T10:00:00.000Z`
const question = { services: service, office }
const items = [{ service, persons: 1 }]

/** An appointment in this state, and the secret of a link to it. Nobody else has time at a desk. */
async function anAppointment({ portal, unit }: Town, state: State, kind: LinkKind): Promise<string> {
  const id = newId()
  const isSettled = state === 'confirmed'
  const inHalfAnHour = new Date(portal.clock.now.getTime() + 1_800_000)
  const booking = {
    id,
    office,
    unit: 'aachen/buergerservice/bahnhof/',
    lane: `${office}/schalter/0`,
    startsAt: new Date(start),
    endsAt: new Date(new Date(start).getTime() + 1_200_000),
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
  }
  return unit(async (em) => {
    await freeAllTimes(em)
    await insertRow(em, Booking, await sealRow(em, Booking, booking))
    return linkTo(em, kind, booking)
  })
}

async function freeAllTimes(em: Parameters<typeof rows>[0]): Promise<void> {
  await rows(em).deleteFrom('appointments_cell').execute()
  await rows(em).deleteFrom('appointments_share').execute()
}

/** What a link of this kind opens. */
const linked = (state: State, kind: LinkKind, body?: () => object): Recipe => ({
  make: async (town) => ({
    params: { link: await anAppointment(town, state, kind) },
    ...(body === undefined ? {} : { body: body() }),
  }),
})

export const appointmentRecipes: Readonly<Record<string, Recipe>> = {
  'appointments.findDays': { make: () => ({ query: question }) },
  'appointments.findTimes': { make: () => ({ query: { ...question, day } }) },
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
}

export const appointmentPages: Readonly<Record<string, Recipe>> = {
  '/termine/wann': { make: () => ({ query: { anliegen: service } }) },
  '/termine/buchen/:link': linked('held', 'hold'),
  '/termine/bestaetigen/:link': linked('preconfirmed', 'confirm'),
  '/termine/termin/:link': linked('confirmed', 'manage'),
  '/termine/termin/:link/verschieben': linked('confirmed', 'manage'),
}
