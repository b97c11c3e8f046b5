import { newId } from '../../core/src/base/id.ts'
import { insertRow } from '../../core/src/storage/insert-row.ts'
import { sealRow } from '../../core/src/vault/vault.ts'
import { linkTo } from '../../plugins/appointments/src/booking/link.ts'
import type { LinkKind } from '../../plugins/appointments/src/booking/link.ts'
import { Entry } from '../../plugins/appointments/src/waiting/entry.ts'
import type { EntryState } from '../../plugins/appointments/src/waiting/entry.ts'
import { services } from '../../sample-deployment/appointments/services.ts'
import { hashOfSeed } from '../../plugins/appointments/src/draw/order.ts'
import { drawIdOf, isDrawn } from '../../plugins/appointments/src/draw/readDraw.ts'
import { nextRound } from '../../plugins/appointments/src/draw/round.ts'
import { rows } from '../../plugins/appointments/src/rows.ts'
import { fresh } from './ingredients.ts'
import type { Recipe } from './recipe.ts'
import type { Town } from './town.ts'

const office = 'bahnhof'
const service = 'reisepass'
const drawnService = 'einbuergerung'
const day = '2026-11-30'
const items = [{ service, persons: 1 }]

/** An entry of the waiting list in this state, and the secret of a link to it. */
async function anEntry({ portal, unit }: Town, state: EntryState, kind: LinkKind): Promise<string> {
  const id = newId()
  const { now } = portal.clock
  const entry = {
    id,
    state,
    draw: null,
    rank: null,
    items,
    variant: 'counter' as const,
    offices: [office],
    firstDay: day,
    lastDay: day,
    timeOfDay: 'any' as const,
    noticeHours: 1,
    waitAfterDraw: false,
    name: 'Petra Musterfrau',
    email: 'petra@example.org',
    emailIndex: null,
    accountId: null,
    person: id,
    locale: 'de',
    missedOffers: 0,
    joinedAt: now,
    endsAt: new Date(`${day}T23:00:00Z`),
  }
  return unit(async (em) => {
    await insertRow(em, Entry, await sealRow(em, Entry, entry))
    return linkTo(em, kind, { id, sequence: 0 })
  })
}

/** What a link to an entry opens. */
const entryLinked = (state: EntryState, kind: LinkKind): Recipe => ({
  make: async (town) => ({ params: { link: await anEntry(town, state, kind) } }),
})

const wish = () => ({
  items,
  variant: 'counter',
  offices: [office],
  timeOfDay: 'any',
  name: 'Petra Musterfrau',
  email: fresh(),
})

export const waitingRecipes: Readonly<Record<string, Recipe>> = {
  'appointments.joinWaitingList': {
    make: () => ({ body: { ...wish(), firstDay: day, lastDay: day, noticeHours: 1 } }),
  },
  'appointments.showUnconfirmedEntry': entryLinked('unconfirmed', 'confirm-entry'),
  'appointments.confirmEntry': entryLinked('unconfirmed', 'confirm-entry'),
  'appointments.showEntry': entryLinked('waiting', 'entry'),
  'appointments.leaveList': entryLinked('waiting', 'entry'),
  'appointments.registerWish': {
    async make({ portal, unit }) {
      const service = services.find(isDrawn)!
      const round = nextRound(service.draw, portal.clock.now, 'Europe/Berlin')
      await unit((em) =>
        rows(em)
          .insertInto('appointments_draw')
          .values({
            id: drawIdOf(service.id, round),
            service: service.id,
            state: 'open',
            ...round,
            seed: 'seed',
            seedHash: hashOfSeed('seed'),
            entries: 0,
            winners: 0,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      )
      return { body: { ...wish(), items: [{ service: service.id, persons: 1 }] } }
    },
  },
  'appointments.showDraws': { make: () => ({ params: { service: drawnService } }) },
  'appointments.listLots': { make: () => ({ params: { service: drawnService, day } }) },
}

export const waitingPages: Readonly<Record<string, Recipe>> = {
  '/termine/warteliste': { make: () => ({ query: { anliegen: service } }) },
  '/termine/eintrag-bestaetigen/:link': entryLinked('unconfirmed', 'confirm-entry'),
  '/termine/eintrag/:link': entryLinked('waiting', 'entry'),
  '/termine/verlosung/:service': { make: () => ({ params: { service: drawnService } }) },
  '/termine/verlosung/:service/:day': { make: () => ({ params: { service: drawnService, day } }) },
}
