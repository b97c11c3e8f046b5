import t from 'tap'
import type { Test } from 'tap'
import { createTestPortal } from '@kreiswerk/core/testing'
import type { TestBrowser, TestPortal } from '@kreiswerk/core/testing'
import { eachDatabase } from '@kreiswerk/core/testing/databases'
import { station, testAppointments, townHall } from './city.ts'

t.setTimeout(180_000)

/** Monday, 8:00 where the office is. */
const opening = new Date('2026-11-30T07:00:00Z')
const office = { ...station, groups: [{ ...station.groups[0]!, walkIn: { perDay: 3 } }] }

const open = (database: string, dataFolder?: string) =>
  createTestPortal({
    plugins: [testAppointments({ offices: [office, townHall], checkInMinutes: 60 })],
    database,
    dataFolder,
    now: opening,
  })

const eachEngine = (t: Test, name: string, run: (t: Test, portal: TestPortal, url: string) => Promise<unknown>) =>
  eachDatabase(t, name, async (t, _open, { url }) => {
    const portal = await open(url)
    t.teardown(() => portal.close())
    await run(t, portal, url)
  })

interface Answer<T> {
  status: number
  body: T
}

const post = async <T>(browser: TestBrowser, path: string, body: object = {}): Promise<Answer<T>> =>
  (await browser.call('POST', path, body)) as unknown as Answer<T>

const welcome = async (clerk: TestBrowser, priority = false): Promise<string> =>
  (
    await post<{ ticket: string }>(clerk, '/api/appointments/offices/bahnhof/visits', {
      service: 'reisepass',
      priority,
    })
  ).body.ticket

const callNext = (clerk: TestBrowser, desk: string) =>
  post<{ called: { id: string; ticket: string } | null }>(clerk, '/api/appointments/offices/bahnhof/calls', { desk })

const queue = async (clerk: TestBrowser) =>
  (
    await clerk.get<{ visits: { id: string; ticket: string; state: string; name: string | null }[] }>(
      '/api/appointments/offices/bahnhof/queue',
    )
  ).visits

const step = (clerk: TestBrowser, id: string, body: object) =>
  post<{ state: string; code?: string }>(clerk, `/api/appointments/visits/${id}/steps`, body)

/** A terminal of the office, as the part of its secret address. */
async function terminal(portal: TestPortal): Promise<string> {
  const clerk = await portal.as('clerk')
  await post(clerk, '/api/appointments/devices', { office: 'bahnhof', name: 'Eingang' })
  const { items } = await clerk.get<{ items: { url: string }[] }>('/api/appointments/devices')
  return items[0]!.url.split('/').at(-1)!
}

/** A confirmed appointment at this time, with its code and link. */
async function appointment(portal: TestPortal, start: string, at = 'bahnhof'): Promise<{ code: string; link: string }> {
  const email = `${at}${start.replace(/\W/g, '')}@example.org`
  const citizen = await portal.as({ realm: 'citizen', email })
  const held = await post<{ link: string }>(citizen, '/api/appointments/holds', {
    office: at,
    variant: 'counter',
    items: [{ service: 'ummeldung', persons: 1 }],
    start,
  })
  const path = `/api/appointments/holds/${held.body.link}/booking`
  const { body } = await post<{ link: string }>(citizen, path, { name: 'Erika Muster', email })
  const { code } = await citizen.get<{ code: string }>(`/api/appointments/bookings/${body.link}`)
  return { code, link: body.link }
}

eachEngine(t, 'from the door to being served', async (t, portal) => {
  const clerk = await portal.as('clerk')
  const { code, link } = await appointment(portal, '2026-11-30T08:00:00.000Z')
  const device = await terminal(portal)
  const arrive = (typed: string) =>
    post<{ ticket: string; code?: string }>(portal.browser(), `/api/appointments/terminals/${device}/arrivals`, {
      code: typed,
    })

  portal.clock.now = new Date('2026-11-30T06:59:00Z')
  t.match(await arrive(code), { status: 409, body: { code: 'appointments.check-in-early' } })
  t.match(await arrive('XXXX-9999'), { status: 404, body: { code: 'appointments.code-unknown' } })
  portal.clock.now = new Date('2026-11-30T07:05:00Z')
  t.match(await arrive(code.toLowerCase().replace('-', ' ')), { status: 200, body: { ticket: 'A 1' } })
  const again = await post<{ ticket: string }>(portal.browser(), `/api/appointments/bookings/${link}/arrival`)
  t.match(again.body, { ticket: 'A 1' }, 'once more on the phone: the same number')
  t.equal(await welcome(clerk), 'A 2')

  t.match(
    (await queue(clerk)).map(({ ticket }) => ticket),
    ['A 2', 'A 1'],
    'the appointment is at nine',
  )
  t.match((await callNext(clerk, '3')).body, { called: { ticket: 'A 2' } })
  portal.clock.now = new Date('2026-11-30T07:06:00Z')
  const second = await callNext(clerk, '4')
  t.match(second.body, { called: { ticket: 'A 1' } })
  t.same((await callNext(clerk, '5')).body, { called: null })
  const display = await portal.browser().get('/api/appointments/offices/bahnhof/display')
  t.match(display, {
    calls: [
      { ticket: 'A 1', desk: '4' },
      { ticket: 'A 2', desk: '3' },
    ],
  })
  t.notMatch(JSON.stringify(display), 'Erika')

  const { id } = second.body.called!
  t.equal((await queue(clerk)).find((visit) => visit.id === id)?.name, 'Erika Muster')
  t.match((await step(clerk, id, { step: 'recall' })).body, { state: 'called' })
  t.match((await step(clerk, id, { step: 'recall' })).body, { state: 'called' })
  t.match((await step(clerk, id, { step: 'recall' })).body, { code: 'appointments.called-often' })
  t.match((await step(clerk, id, { step: 'miss' })).body, { state: 'missed' })
  t.match((await step(clerk, id, { step: 'return' })).body, { state: 'waiting' }, 'there after all')
  t.match((await step(clerk, id, { step: 'call' })).status, 400, 'to which desk?')
  await step(clerk, id, { step: 'call', desk: '4' })
  t.match((await step(clerk, id, { step: 'serve' })).body, { state: 'serving' })
  t.match((await step(clerk, id, { step: 'finish' })).body, { state: 'served' })
  t.equal((await step(clerk, id, { step: 'finish' })).status, 409)
  t.match(await portal.browser().get(`/api/appointments/bookings/${link}`), { state: 'served' })
})

eachEngine(t, 'a terminal says what keeps somebody from checking in', async (t, portal) => {
  const device = await terminal(portal)
  const arrive = async ({ code }: { code: string }) =>
    (await post<object>(portal.browser(), `/api/appointments/terminals/${device}/arrivals`, { code })).body
  const cancelled = await appointment(portal, '2026-11-30T08:00:00.000Z')
  await post(portal.browser(), `/api/appointments/bookings/${cancelled.link}/cancellation`)
  t.match(await arrive(cancelled), { code: 'appointments.check-in-cancelled' })
  const tomorrow = await appointment(portal, '2026-12-01T08:00:00.000Z')
  t.match(await arrive(tomorrow), { title: 'Ihr Termin ist an einem anderen Tag: Dienstag, 1. Dezember 2026.' })
  const elsewhere = await appointment(portal, '2026-12-01T08:00:00.000Z', 'katschhof')
  t.match(await arrive(elsewhere), { title: 'Ihr Termin ist an einem anderen Standort: Bürgerservice Katschhof.' })
  const late = await appointment(portal, '2026-11-30T09:00:00.000Z')
  portal.clock.now = new Date('2026-11-30T09:30:00Z')
  t.match(await arrive(late), { ticket: 'A 1' }, 'half an hour late: in line like somebody without')
})

eachEngine(
  t,
  'a terminal gives numbers while the office is open and has some, until it is locked',
  async (t, portal) => {
    const device = await terminal(portal)
    const take = () =>
      post<{ ticket: string; link: string; code?: string }>(
        portal.browser(),
        `/api/appointments/terminals/${device}/tickets`,
        {
          service: 'reisepass',
        },
      )
    const first = await take()
    t.equal(first.body.ticket, 'A 1')
    for (let number = 2; number <= 3; number += 1) await take()
    t.match((await take()).body, { code: 'appointments.tickets-exhausted' })
    t.match(await portal.browser().get(`/api/appointments/tickets/${first.body.link}`), {
      ahead: 0,
      waitFrom: 0,
      waitTo: 5,
    })

    portal.clock.now = new Date('2026-12-01T10:46:00Z')
    t.match((await take()).body, { code: 'appointments.office-closed' }, 'a quarter of an hour before noon')
    portal.clock.now = new Date('2026-12-01T10:45:00Z')
    t.match((await take()).body, { ticket: 'A 1' }, 'another day begins with one')

    const clerk = await portal.as('clerk')
    const { items } = await clerk.get<{ items: { id: string }[] }>('/api/appointments/devices')
    await post(clerk, `/api/appointments/devices/${items[0]!.id}`, { locked: true })
    t.match((await take()).body, { code: 'appointments.device-locked' })
    await post(clerk, `/api/appointments/devices/${items[0]!.id}`, { locked: false, renew: true })
    t.equal((await take()).status, 404, 'the address from before opens nothing')
  },
)

eachEngine(t, 'many desks of several portals call at once: nobody is called twice', async (t, portal, url) => {
  // Two portals share a server; one in the memory of a process has nothing to share.
  const other = url.startsWith('postgres') ? await open(url, portal.dataFolder) : portal
  if (other !== portal) t.teardown(() => other.close())
  const clerk = await portal.as('clerk')
  const clerks = [clerk, await other.as('clerk')]
  for (let count = 0; count < 20; count += 1) await welcome(clerk)
  const calls = await Promise.all(Array.from({ length: 30 }, (_, index) => callNext(clerks[index % 2]!, String(index))))
  t.ok(calls.every(({ status }) => status === 200))
  const tickets = calls.flatMap(({ body }) => body.called?.ticket ?? [])
  t.equal(tickets.length, 20)
  t.equal(new Set(tickets).size, 20)
})

eachEngine(t, 'after midnight the day is closed', async (t, portal) => {
  const clerk = await portal.as('clerk')
  const missed = await appointment(portal, '2026-11-30T08:00:00.000Z')
  await welcome(clerk)
  portal.clock.now = new Date('2026-11-30T23:01:00Z')
  await portal.settle()
  t.same(await queue(await portal.as('clerk')), [])
  t.match(await portal.browser().get(`/api/appointments/bookings/${missed.link}`), { state: 'missed' })
})

t.test('staff of another office see and call nobody', async (t) => {
  const portal = await open('sqlite::memory:')
  t.teardown(() => portal.close())
  const stranger = await portal.as({ realm: 'staff', role: 'clerk', unit: 'stadt/fb70/' })
  t.same(await stranger.get('/api/appointments/counters'), { items: [] })
  t.equal((await callNext(stranger, '1')).status, 403)
  const clerk = await portal.as('clerk')
  await welcome(clerk)
  const [visit] = await queue(clerk)
  t.equal((await step(stranger, visit!.id, { step: 'leave' })).status, 403)
})
