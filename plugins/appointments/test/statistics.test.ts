import t from 'tap'
import type { Test } from 'tap'
import { createTestPortal } from '@kreiswerk/core/testing'
import type { TestBrowser, TestPortal } from '@kreiswerk/core/testing'
import { eachDatabase } from '@kreiswerk/core/testing/databases'
import { testAppointments } from './city.ts'

t.setTimeout(120_000)

/** Monday, 8:00 where the office is. */
const opening = new Date('2026-11-30T07:00:00Z')
const day = '2026-11-30'
const monday = `from=${day}&to=${day}`

const open = (database: string) => createTestPortal({ plugins: [testAppointments()], database, now: opening })

const eachEngine = (t: Test, name: string, run: (t: Test, portal: TestPortal) => Promise<unknown>) =>
  eachDatabase(t, name, async (t, _open, { url }) => {
    const portal = await open(url)
    t.teardown(() => portal.close())
    await run(t, portal)
  })

async function post(browser: TestBrowser, path: string, body: object) {
  const answer = await browser.call('POST', `/api/appointments${path}`, body)
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
  return answer.body as unknown as { called: { id: string } }
}

const pass = (portal: TestPortal, minutes: number) => {
  portal.clock.now = new Date(portal.clock.now.getTime() + minutes * 60_000)
}

/** So many come, wait ten minutes, go to their desk for one and are served for as many as they come after the first. */
async function comeAndBeServed(portal: TestPortal, visits: number): Promise<void> {
  const clerk = await portal.as('clerk')
  for (let minutes = 1; minutes <= visits; minutes += 1) {
    await post(clerk, '/offices/bahnhof/visits', { service: 'reisepass' })
    pass(portal, 10)
    const { called } = await post(clerk, '/offices/bahnhof/calls', { desk: String(minutes % 2) })
    pass(portal, 1)
    await post(clerk, `/visits/${called.id}/steps`, { step: 'serve' })
    pass(portal, minutes)
    await post(clerk, `/visits/${called.id}/steps`, { step: 'finish' })
  }
}

async function untilNextDay(portal: TestPortal): Promise<void> {
  portal.clock.now = new Date('2026-11-30T23:01:00Z')
  await portal.settle()
}

eachEngine(t, 'a day is counted once it is over, and once only', async (t, portal) => {
  const read = async () => (await portal.as('clerk')).get(`/api/appointments/statistics/bahnhof?${monday}`)
  await comeAndBeServed(portal, 6)
  t.match(await read(), { total: { visits: 0 } })
  await untilNextDay(portal)
  const numbers = {
    visits: 6,
    withAppointment: 0,
    withoutAppointment: 6,
    wait: { count: 6, median: 600, ninetieth: 600 },
    way: { count: 6, median: 60, ninetieth: 60 },
    serving: { count: 6, median: 180, ninetieth: 360 },
  }
  t.match(await read(), {
    name: 'Bürgerservice Bahnhof',
    total: numbers,
    days: [{ day, ...numbers }],
    hours: [
      { hour: 8, visits: 5 },
      { hour: 9, visits: null },
    ],
    services: [{ service: 'reisepass', ...numbers }],
  })
  portal.clock.now = new Date('2026-12-01T23:01:00Z')
  await portal.settle()
  t.match(await read(), { total: numbers })
})

t.test('who may not see an office sees no numbers of it', async (t) => {
  const portal = await open('sqlite::memory:')
  t.teardown(() => portal.close())
  const stranger = await portal.as({ realm: 'staff', role: 'clerk', unit: 'stadt/fb70/' })
  const { status } = await stranger.call('GET', '/api/appointments/statistics/bahnhof')
  t.equal(status, 403)
  t.match((await stranger.open('/staff/termine/auswertung')).text, 'Sie sind für keinen Standort')
})

t.test('the page says in words and tables what it draws, and the file has the same numbers', async (t) => {
  const portal = await open('sqlite::memory:')
  t.teardown(() => portal.close())
  await comeAndBeServed(portal, 6)
  await untilNextDay(portal)
  const clerk = await portal.as('clerk')
  const { text } = await clerk.open(`/staff/termine/auswertung?amt=bahnhof&von=${day}&bis=${day}`)
  t.match(text, 'Hälfte: bis 10 Min., 9 von 10: bis 10 Min.')
  t.match(text, 'keine Zahlen zu einzelnen Beschäftigten')
  t.match(text, 'Zahlen als Tabelle')
  const file = await clerk.call('GET', `/api/appointments/statistics/bahnhof/table.csv?${monday}`)
  const [head, total] = String(file.body)
    .split('\r\n')
    .map((line) => line.split(','))
  t.equal(total![head!.indexOf('visits')], '6')
  t.equal(total![head!.indexOf('serving_median')], '180')
  t.equal(total!.length, head!.length)
})

t.test('a period that cannot be is explained, on the page with the one usually shown', async (t) => {
  const portal = await open('sqlite::memory:')
  t.teardown(() => portal.close())
  const clerk = await portal.as('clerk')
  const { status, body } = await clerk.call('GET', '/api/appointments/statistics/bahnhof?from=2026-01-01&to=2026-11-01')
  t.match([status, body], [422, { code: 'appointments.period-impossible' }])
  for (const wrong of ['von=2026-01-01&bis=2026-11-01', 'von=2026-13-45', 'bis=gestern']) {
    const page = await clerk.open(`/staff/termine/auswertung?${wrong}`)
    t.equal(page.status, 200, wrong)
    t.match(page.text, 'Diesen Zeitraum gibt es nicht')
  }
})
