import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { createTestPortal } from '@kreiswerk/core/testing'
import type { TestPortal } from '@kreiswerk/core/testing'
import { eachDatabase } from '@kreiswerk/core/testing/databases'
import { rows } from '../src/rows.ts'
import { cellOf } from '../src/time/cell.ts'
import { testAppointments } from './city.ts'

interface Wish {
  service: string
  persons: number
  start: string
}

const hold = (portal: TestPortal, { service, persons, start }: Wish) =>
  portal.browser().call('POST', '/api/appointments/holds', {
    office: 'bahnhof',
    variant: 'counter',
    items: [{ service, persons }],
    start,
  })

eachDatabase(t, 'a hundred people want the last time: one gets it', async (t, _open, { url }) => {
  const portal = await createTestPortal({ plugins: [testAppointments()], database: url })
  t.teardown(() => portal.close())
  const wish = { service: 'reisepass', persons: 1, start: '2026-11-30T07:00:00.000Z' }
  const answers = await Promise.all(Array.from({ length: 100 }, () => hold(portal, wish)))
  t.equal(answers.filter(({ status }) => status === 200).length, 1)
  const taken = answers.filter(({ body }) => (body as { code?: string }).code === 'appointments.slot-taken')
  t.equal(taken.length, 99)
})

eachDatabase(
  t,
  'many people at once: no desk is taken twice, and nobody is refused a time that is free',
  async (t, _open, { url, engine }) => {
    const portals: TestPortal[] = []
    const plugins = [testAppointments({ proofOfWork: null })]
    // Processes on one database share their keys.
    const dataFolder = await mkdtemp(join(tmpdir(), 'kreiswerk-race-'))
    t.teardown(() => rmSync(dataFolder, { recursive: true, force: true }))
    for (let number = 0; number < (engine === 'postgres' ? 3 : 1); number += 1) {
      const portal = await createTestPortal({ plugins, database: url, dataFolder })
      t.teardown(() => portal.close())
      portals.push(portal)
    }
    const wishes = Array.from({ length: 600 }, (_, number): Wish => {
      const minutes = 10 * Math.floor(Math.random() * 24)
      const day = 23 + Math.floor(Math.random() * 3) + 7
      return {
        service: Math.random() < 0.5 ? 'reisepass' : 'ummeldung',
        persons: 1 + (number % 3),
        start: new Date(Date.UTC(2026, 10, day, 7, minutes)).toISOString(),
      }
    })
    const refused: Wish[] = []
    const held: Wish[] = []
    await Promise.all(
      Array.from({ length: 24 }, async (_, worker) => {
        for (const wish of wishes.filter((_, index) => index % 24 === worker)) {
          const { status, body } = await hold(portals[worker % portals.length]!, wish)
          if (status === 200) held.push(wish)
          else if ((body as { code?: string }).code === 'appointments.slot-taken') refused.push(wish)
          else t.fail(JSON.stringify(body))
        }
      }),
    )
    const { database } = portals[0]!
    const cells = await rows(database.em()).selectFrom('appointments_cell').selectAll().execute()
    const bookings = await rows(database.em()).selectFrom('appointments_booking').selectAll().execute()
    t.equal(bookings.length, held.length)
    t.ok(held.length > 10 && refused.length > 10, `${held.length} held, ${refused.length} refused`)
    for (const { id, lane, startsAt, endsAt } of bookings) {
      const own = cells.filter(({ bookingId }) => bookingId === id)
      const wanted = Array.from({ length: cellOf(endsAt) - cellOf(startsAt) }, (_, index) => cellOf(startsAt) + index)
      t.same(own.map(({ cell }) => cell).sort(), wanted)
      if (!own.every((cell) => cell.lane === lane)) t.fail('a booking has time at another desk')
    }
    t.equal(cells.length, new Set(cells.map(({ lane, cell }) => `${lane} ${cell}`)).size)
    t.ok(
      cells.every(({ bookingId }) => bookings.some(({ id }) => id === bookingId)),
      'no orphans',
    )
    for (const wish of refused) {
      const again = await hold(portals[0]!, wish)
      if (again.status === 200) t.fail(`${JSON.stringify(wish)} was refused although it was free`)
    }
  },
)
