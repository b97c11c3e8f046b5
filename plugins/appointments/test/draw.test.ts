import t from 'tap'
import fc from 'fast-check'
import { drawOrder, hashOfSeed } from '../src/draw/order.ts'
import { nextRound, roundOfDay } from '../src/draw/round.ts'
import { passport, registration } from './city.ts'
import { call, day, eachEngine, isOffered, linkIn, wishes } from './people.ts'

const drawn = { ...passport, draw: { weekday: 4, from: '08:00', until: '18:00', weeksAhead: 1 } }

eachEngine(
  t,
  'a draw: wishes of one day, a seed known by its hash, times in the order drawn',
  {
    services: [drawn, registration],
    releaseMinutes: 0,
  },
  async (t, portal) => {
    await portal.settle()
    t.notOk(await isOffered(portal), 'what is drawn cannot be booked directly')
    const wish = (name: string) => {
      const { firstDay: _first, lastDay: _last, noticeHours: _notice, ...rest } = wishes(name)
      return { ...rest, offices: ['katschhof'], timeOfDay: 'morning' }
    }
    const early = await portal.browser().call('POST', '/api/appointments/wishes', wish('Berta'))
    t.match(early.body, { code: 'appointments.draw-closed' })
    portal.clock.now = new Date('2026-11-26T09:00:00Z')
    await portal.settle()
    const names = Array.from({ length: 9 }, (_, number) => `Person${number}`)
    const confirm = async (name: string) => {
      await call(portal, 'POST', '/wishes', wish(name))
      await portal.settle()
      return call(portal, 'POST', `/entry-confirmations/${linkIn(portal.mails.at(-1)!.text).split('/').at(-1)!}`)
    }
    for (const name of names) await confirm(name)
    await t.rejects(confirm('Person0'), /already-waiting/, 'each once')
    const view = () =>
      call<{ draws: { seed: string | null; seedHash: string; winners: number }[] }>(portal, 'GET', '/draws/reisepass')
    const before = (await view()).draws[0]!
    t.equal(before.seed, null)
    portal.clock.now = new Date('2026-11-26T17:01:00Z')
    await portal.settle()
    await portal.settle()
    const after = (await view()).draws.find(({ seedHash }) => seedHash === before.seedHash)!
    t.equal(hashOfSeed(after.seed!), before.seedHash)
    const { lots } = await call<{ lots: { ticket: string; won: boolean }[] }>(
      portal,
      'GET',
      `/draws/reisepass/${day}/lots`,
    )
    const tickets = lots.map(({ ticket }) => ticket)
    t.same(tickets, drawOrder(after.seed!, tickets.toSorted()))
    t.equal(after.winners, 6, 'two desks for an hour')
    t.same(
      lots.map(({ won }) => won),
      [...Array(6).fill(true), ...Array(3).fill(false)],
    )
    t.equal(portal.mails.filter(({ subject }) => subject.includes('leider kein Termin')).length, 3)
    t.equal(portal.mails.filter(({ subject }) => subject.startsWith('Ihr Termin am')).length, 6)
  },
)

const ids = Array.from({ length: 12 }, (_, number) => `entry-${number}`)

t.test('the order of a draw is a permutation, whatever the order of registration', async (t) => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.uniqueArray(fc.uuid(), { maxLength: 40 }),
      fc.infiniteStream(fc.nat()),
      (seed, ids, keys) => {
        const order = drawOrder(seed, ids)
        const shuffled = ids.map((id) => [keys.next().value as number, id] as const).sort(([a], [b]) => a - b)
        return (
          JSON.stringify(order.toSorted()) === JSON.stringify(ids.toSorted()) &&
          JSON.stringify(
            drawOrder(
              seed,
              shuffled.map(([, id]) => id),
            ),
          ) === JSON.stringify(order)
        )
      },
    ),
    { seed: 1 },
  )
  t.same(drawOrder('seed', ['a', 'b', 'a']).length, 2, 'each once')
})

t.test('every entry has the same chance of every place', async (t) => {
  const seeds = 6000
  const counts = new Map<string, number>()
  for (let seed = 0; seed < seeds; seed += 1) {
    for (const [place, id] of drawOrder(`seed ${seed}`, ids).entries()) {
      counts.set(`${id} ${place}`, (counts.get(`${id} ${place}`) ?? 0) + 1)
    }
  }
  const expected = seeds / ids.length
  for (const id of ids) {
    const chiSquare = ids.reduce(
      (sum, _, place) => sum + ((counts.get(`${id} ${place}`) ?? 0) - expected) ** 2 / expected,
      0,
    )
    // 11 degrees of freedom: one in a million is above 50.
    t.ok(chiSquare < 50, `${id}: ${chiSquare}`)
  }
})

t.test('which draw a day belongs to', async (t) => {
  const round = roundOfDay(drawn.draw, '2026-12-02', 'Europe/Berlin')
  t.same(round, {
    opensAt: new Date('2026-11-26T07:00:00Z'),
    closesAt: new Date('2026-11-26T17:00:00Z'),
    firstDay: '2026-11-30',
    lastDay: '2026-12-06',
  })
  t.same(nextRound(drawn.draw, new Date('2026-11-26T16:59:59Z'), 'Europe/Berlin'), round)
  t.equal(nextRound(drawn.draw, new Date('2026-11-26T17:00:00Z'), 'Europe/Berlin').firstDay, '2026-12-07')
  const change = roundOfDay(drawn.draw, '2026-11-02', 'Europe/Berlin')
  t.equal(change.opensAt.toISOString(), '2026-10-29T07:00:00.000Z', 'after the clocks have changed')
})
