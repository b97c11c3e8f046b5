import t from 'tap'
import type { Test } from 'tap'
import { createTestPortal } from '@kreiswerk/core/testing'
import type { TestBrowser, TestPortal } from '@kreiswerk/core/testing'
import { eachDatabase } from '@kreiswerk/core/testing/databases'
import { rows } from '../src/rows.ts'
import { testAppointments } from './city.ts'

const eachEngine = (t: Test, name: string, run: (t: Test, portal: TestPortal) => Promise<unknown>) =>
  eachDatabase(t, name, async (t, _open, { url }) => {
    const portal = await createTestPortal({ plugins: [testAppointments({ releaseMinutes: 0 })], database: url })
    t.teardown(() => portal.close())
    await run(t, portal)
  })

interface Answer<B> {
  status: number
  body: B
}

interface Preview {
  code?: string
  title?: string
  days: { day: string; before: object[]; after: object[] }[]
  count: number
  reseated: number
  conflicts: { id: string; name: string }[]
  seen: string
}

interface Shown {
  ownRules: boolean
  rules: { id: string; weekday: number; from: string; to: string; publicLanes: number; internalLanes: number }[]
  exceptions: { id: string }[]
}

const plan = '/api/appointments/schedules/bahnhof'
const preview = async (clerk: TestBrowser, change: object) =>
  (await clerk.call('POST', `${plan}/preview`, change)) as Answer<Preview>
const save = async (clerk: TestBrowser, change: object, seen: string) =>
  (await clerk.call('POST', `${plan}/changes`, { ...change, seen })) as Answer<{ code?: string; conflicts: number }>

const booking = (start: string) => ({
  office: 'bahnhof',
  variant: 'counter',
  items: [{ service: 'reisepass', persons: 1 }],
  start,
  name: 'Erika Mustermann',
  email: 'erika@example.org',
})

const closed = (day: string) => ({
  id: null,
  exception: {
    kind: 'closed',
    group: null,
    firstDay: day,
    lastDay: day,
    from: null,
    to: null,
    publicLanes: null,
    internalLanes: null,
    reason: 'Personalversammlung',
  },
})

const monday = '2026-11-30'
const eight = `${monday}T07:00:00.000Z`

eachEngine(t, 'the first change makes the rules of the deployment the office’s own', async (t, portal) => {
  const clerk = await portal.as('clerk')
  const before = await clerk.get<Shown>(plan)
  t.equal(before.ownRules, false)
  const { id, ...rule } = before.rules[0]!
  const change = { id, rule: { ...rule, to: '10:00' } }
  const seen = await preview(clerk, change)
  t.equal(seen.status, 200, JSON.stringify(seen.body))
  t.ok(seen.body.days.length > 5, 'every Monday')
  t.same(seen.body.days[1], {
    day: monday,
    before: [{ group: 'schalter', from: '08:00', to: '12:00', publicLanes: 1, internalLanes: 1 }],
    after: [{ group: 'schalter', from: '08:00', to: '10:00', publicLanes: 1, internalLanes: 1 }],
  })
  t.equal((await save(clerk, change, seen.body.seen)).status, 200)
  const after = await clerk.get<Shown>(plan)
  t.equal(after.ownRules, true)
  t.equal(after.rules.length, before.rules.length)
  t.match(after.rules[0], { weekday: 1, to: '10:00' })
  t.not(after.rules[0]!.id, id)
  const times = await clerk.get<{ times: { start: string }[] }>(
    `/api/appointments/times?services=reisepass&office=bahnhof&day=${monday}`,
  )
  t.equal(times.times.at(-1)!.start, `${monday}T08:40:00.000Z`)
})

eachEngine(
  t,
  'closing a day cancels nothing: what is booked is listed, moved or cancelled by people',
  async (t, portal) => {
    const clerk = await portal.as('clerk')
    const first = await clerk.call('POST', '/api/appointments/staff-bookings', booking(eight))
    t.equal(first.status, 200, JSON.stringify(first.body))
    const second = await clerk.call('POST', '/api/appointments/staff-bookings', {
      ...booking(`${monday}T08:00:00.000Z`),
      name: 'Max Muster',
      email: undefined,
    })
    t.equal(second.status, 200, JSON.stringify(second.body))
    await portal.settle()
    t.match(portal.mails, [{ to: 'erika@example.org', subject: /^Ihr Termin am Montag/ }])

    const change = closed(monday)
    const seen = await preview(clerk, change)
    t.equal(seen.body.count, 2)
    t.same(
      seen.body.conflicts.map(({ name }) => name),
      ['Erika Mustermann', 'Max Muster'],
    )
    const late = await clerk.call('POST', '/api/appointments/staff-bookings', booking(`${monday}T09:00:00.000Z`))
    t.equal(late.status, 200, 'staff may go beyond the limit per person')
    const outdated = await save(clerk, change, seen.body.seen)
    t.match(outdated, { status: 409, body: { code: 'appointments.preview-outdated' } })
    t.match(await save(clerk, change, (await preview(clerk, change)).body.seen), {
      status: 200,
      body: { conflicts: 3 },
    })

    const listed = await clerk.get<Preview>(`${plan}/conflicts`)
    t.equal(listed.count, 3)
    const [erika, max, third] = listed.conflicts
    if (erika === undefined || max === undefined || third === undefined) return t.fail('three are listed')
    const moved = await clerk.call('POST', `/api/appointments/staff-bookings/${erika.id}/move`, {
      start: '2026-12-01T07:00:00.000Z',
    })
    t.equal(moved.status, 200, JSON.stringify(moved.body))
    const cancelled = await clerk.call('POST', `/api/appointments/staff-bookings/${max.id}/cancellation`, {
      reason: 'Personalversammlung',
    })
    t.equal(cancelled.status, 200, JSON.stringify(cancelled.body))
    t.equal((await clerk.get<Preview>(`${plan}/conflicts`)).count, 1)
    await portal.settle()
    t.equal(portal.mails.filter(({ subject }) => subject.startsWith('Ihr Termin wurde verschoben')).length, 1)
    await clerk.call('POST', `/api/appointments/staff-bookings/${third.id}/cancellation`, { reason: 'Wasserschaden' })
    await portal.settle()
    t.match(portal.mails.at(-1), { subject: 'Wir müssen Ihren Termin absagen', text: /Der Grund: Wasserschaden/ })
    t.equal((await clerk.get<Preview>(`${plan}/conflicts`)).count, 0)
  },
)

eachEngine(t, 'who finds another desk at the same time is reseated and hears nothing of it', async (t, portal) => {
  const clerk = await portal.as('clerk')
  for (const start of [eight, eight]) {
    const { status } = await clerk.call('POST', '/api/appointments/staff-bookings', booking(start))
    t.equal(status, 200)
  }
  const lanes = async () =>
    (await rows(portal.database.em()).selectFrom('appointments_booking').selectAll().execute())
      .filter(({ state }) => state === 'confirmed')
      .map(({ lane }) => lane)
      .sort()
  t.same(await lanes(), ['bahnhof/schalter/0', 'bahnhof/schalter/1'])
  const { conflicts } = await clerk.get<Preview>(`${plan}/conflicts`)
  t.equal(conflicts.length, 0)
  const first = (await rows(portal.database.em()).selectFrom('appointments_booking').selectAll().execute()).find(
    ({ lane }) => lane === 'bahnhof/schalter/0',
  )!
  await clerk.call('POST', `/api/appointments/staff-bookings/${first.id}/cancellation`, { reason: 'krank' })
  const change = {
    id: null,
    exception: {
      ...closed(monday).exception,
      kind: 'staffing',
      from: '00:00',
      to: '24:00',
      publicLanes: 1,
      internalLanes: 0,
    },
  }
  const seen = await preview(clerk, change)
  t.match(seen.body, { count: 0, reseated: 1 })
  await portal.settle()
  const mails = portal.mails.length
  t.equal((await save(clerk, change, seen.body.seen)).status, 200)
  t.same(await lanes(), ['bahnhof/schalter/0'])
  const cells = await rows(portal.database.em()).selectFrom('appointments_cell').selectAll().execute()
  t.ok(cells.every(({ lane }) => lane === 'bahnhof/schalter/0'))
  t.equal(cells.length, 4)
  await portal.settle()
  t.equal(portal.mails.length, mails)
})

eachEngine(
  t,
  'the calendar shows what is booked in order, and what is held only as long as it is',
  async (t, portal) => {
    const clerk = await portal.as('clerk')
    const hold = (start: string, office = 'bahnhof') =>
      portal.browser().call('POST', '/api/appointments/holds', {
        office,
        start,
        variant: 'counter',
        items: [{ service: 'reisepass', persons: 1 }],
      })
    t.equal(
      (await clerk.call('POST', '/api/appointments/staff-bookings', booking(`${monday}T08:00:00.000Z`))).status,
      200,
    )
    t.equal((await hold(eight)).status, 200)
    t.equal((await hold('2026-12-01T07:00:00.000Z')).status, 200)
    const shown = async () => {
      const calendar = await clerk.get<{ bookings: { state: string; startsAt: string }[] }>(
        `/api/appointments/calendar/bahnhof/${monday}`,
      )
      return calendar.bookings.map(({ state, startsAt }) => `${startsAt} ${state}`)
    }
    t.same(await shown(), [`${eight} held`, `${monday}T08:00:00.000Z confirmed`])
    portal.clock.now = new Date(portal.clock.now.getTime() + 16 * 60_000)
    t.same(await shown(), [`${monday}T08:00:00.000Z confirmed`])
  },
)

eachEngine(t, 'the desk that looked best is taken only as long as it is free', async (t, portal) => {
  const looked = () =>
    portal.browser().call('GET', `/api/appointments/times?services=reisepass&office=bahnhof&day=${monday}`)
  const hold = async () => {
    const answer = await portal.browser().call('POST', '/api/appointments/holds', {
      office: 'bahnhof',
      start: eight,
      variant: 'counter',
      items: [{ service: 'reisepass', persons: 1 }],
    })
    return answer.status
  }
  const lanes = async () => {
    const cells = await rows(portal.database.em()).selectFrom('appointments_cell').selectAll().execute()
    return cells.filter(({ heldUntil }) => heldUntil! > portal.clock.now).map(({ lane, cell }) => `${lane} ${cell}`)
  }
  t.equal((await looked()).status, 200)
  t.equal(await hold(), 200)
  const first = await lanes()
  t.equal(first.length, 4)
  t.equal(await hold(), 409, 'citizens have one desk')
  portal.clock.now = new Date(portal.clock.now.getTime() + 16 * 60_000)
  t.same(await lanes(), [])
  await looked()
  t.equal(await hold(), 200, 'what has ended makes room at the same desk')
  t.same(await lanes(), first)
  t.equal(await hold(), 409)
})

eachEngine(t, 'what cannot be is refused with the day that shows why', async (t, portal) => {
  const clerk = await portal.as('clerk')
  const rule = {
    group: 'schalter',
    weekday: 1,
    from: '11:00',
    to: '13:00',
    validFrom: '2026-12-01',
    validUntil: null,
    everyWeeks: 1,
    nthWeek: null,
    publicLanes: 1,
    internalLanes: 0,
  }
  const tooMany = await preview(clerk, { id: null, rule })
  t.match(tooMany, { status: 400, body: { code: 'appointments.schedule-too-many-desks' } })
  t.match(tooMany.body.title, 'Am Montag, 7. Dezember 2026 um 11:00 Uhr wären 3 Plätze geöffnet')
  const never = await preview(clerk, { id: null, rule: { ...rule, nthWeek: 5, validUntil: '2026-12-20' } })
  t.match(never, { status: 400, body: { code: 'appointments.schedule-never-applies' } })
})

t.test('staff of another unit neither see nor change an office', async (t) => {
  const portal = await createTestPortal({ plugins: [testAppointments()] })
  t.teardown(() => portal.close())
  const other = await portal.as({ realm: 'staff', name: 'Otto Anders', role: 'clerk', unit: 'stadt/fb61/' })
  t.same(await other.get('/api/appointments/staff-offices'), { offices: [], horizonDays: 60 })
  for (const path of [plan, `${plan}/conflicts`, `/api/appointments/calendar/bahnhof/${monday}`]) {
    t.equal((await other.call('GET', path)).status, 403, path)
  }
  t.equal((await preview(other, closed(monday))).status, 403)
  t.equal((await other.call('POST', '/api/appointments/staff-bookings', booking(eight))).status, 403)
})

t.test('what is free is open data', async (t) => {
  const portal = await createTestPortal({ plugins: [testAppointments()] })
  t.teardown(() => portal.close())
  const browser = portal.browser()
  const { availability } = await browser.get<{ availability: { service: string; day: string; starts: number }[] }>(
    '/api/appointments/open-data/availability?office=bahnhof',
  )
  const onMonday = availability.filter(({ day, service }) => day === monday && service === 'reisepass')
  t.match(onMonday, [{ starts: 23, variant: 'counter' }])
  t.equal(availability.length, 3 * 61)
})
