import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import { openDatabase } from '../../core/src/storage/database.ts'
import { rows } from '../../plugins/appointments/src/rows.ts'
import { Booking, TakenCell } from '../../plugins/appointments/src/booking/booking.ts'
import { cellOf } from '../../plugins/appointments/src/time/cell.ts'
import { startPortalProcess } from '../portal-process.ts'
import type { PortalProcess } from '../portal-process.ts'
import { root } from '../run.ts'
import { anyWish, holdAt } from './booking-race.ts'
import type { Wish } from './booking-race.ts'

const people = 2000
const atOnce = 32

eachDatabase(
  t,
  'two thousand people and several portals: no desk is taken twice, nobody is refused a time that is free',
  async (t, _open, { url, engine }) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'kreiswerk-bookings-'))
    t.teardown(() => rmSync(dataFolder, { recursive: true, force: true }))
    const env = {
      DATABASE_URL: url,
      KREISWERK_DATA: dataFolder,
      KREISWERK_MIGRATE: 'auto',
      MAX_DELAY: '0',
      LOG_LEVEL: 'error',
    }
    // SQLite serves one portal, PostgreSQL any number.
    const portals: PortalProcess[] = []
    for (let number = 0; number < (engine === 'postgres' ? 3 : 1); number += 1) {
      const command = ['--import=./scripts/source-condition.mjs', 'test/scale/booking-portal.ts']
      const portal = await startPortalProcess({ command, folder: root, env })
      t.teardown(() => portal.stop())
      portals.push(portal)
    }

    const now = new Date()
    const last = {
      office: 'bahnhof',
      service: 'reisepass',
      persons: 1,
      start: anyWish(now).start.slice(0, 11) + '09:00:00.000Z',
    }
    const rush = await Promise.all(
      Array.from({ length: 100 }, (_, number) => holdAt(portals[number % portals.length]!.origin, last)),
    )
    t.equal(rush.filter((answer) => answer === 'held').length, 2, 'two desks, a hundred people')

    const wishes = Array.from({ length: people }, () => anyWish(now))
    const refused: Wish[] = []
    let held = 2
    await Promise.all(
      Array.from({ length: atOnce }, async (_, worker) => {
        for (const wish of wishes.filter((_wish, index) => index % atOnce === worker)) {
          if ((await holdAt(portals[worker % portals.length]!.origin, wish)) === 'held') held += 1
          else refused.push(wish)
        }
      }),
    )
    t.ok(held > 50 && refused.length > 50, `${held} held, ${refused.length} refused`)

    const database = await openDatabase({ url, entities: [Booking, TakenCell] })
    t.teardown(() => database.close())
    const bookings = await rows(database.em()).selectFrom('appointments_booking').selectAll().execute()
    const cells = await rows(database.em()).selectFrom('appointments_cell').selectAll().execute()
    t.equal(bookings.length, held)
    const expected = bookings.flatMap(({ id, lane, startsAt, endsAt }) =>
      Array.from({ length: cellOf(endsAt) - cellOf(startsAt) }, (_, at) => `${lane} ${cellOf(startsAt) + at} ${id}`),
    )
    const found = cells.map(({ lane, cell, bookingId }) => `${lane} ${cell} ${bookingId}`)
    t.same(found.sort(), expected.sort(), 'every booking has its time and nothing else is taken')
    t.equal(new Set(cells.map(({ lane, cell }) => `${lane} ${cell}`)).size, cells.length)

    const tried = await Promise.all(refused.slice(0, 200).map((wish) => holdAt(portals[0]!.origin, wish)))
    t.equal(tried.filter((answer) => answer === 'held').length, 0, 'what was refused was not free')
  },
)
