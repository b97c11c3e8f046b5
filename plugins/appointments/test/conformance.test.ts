import t from 'tap'
import { conformance } from '@kreiswerk/core/testing'
import type { TestBrowser, TestPortal, TracedPerson } from '@kreiswerk/core/testing'
import { testAppointments } from './city.ts'
import { linkIn, wishes } from './people.ts'

t.test('conforms', conformance(testAppointments(), { use: useEverything }))

async function useEverything(portal: TestPortal, person: TracedPerson): Promise<void> {
  await bookMoveAndCancel(portal, person)
  await comeAndBeServed(portal, person)
  await bookForSomebody(portal, person)
  await waitAndLeave(portal, person)
  await portal.settle()
}

/** One appointment cancelled, one booked in its place and moved. */
async function bookMoveAndCancel(_portal: TestPortal, { browser, name, email, text }: TracedPerson): Promise<void> {
  const monday = '/api/appointments/times?services=ummeldung&office=bahnhof&day=2026-11-30'
  const free = async () => (await browser.get<{ times: { start: string }[] }>(monday)).times
  const wish = { office: 'bahnhof', variant: 'counter', items: [{ service: 'ummeldung', persons: 1 }] }
  const book = async (start: string) => {
    const held = await send(browser, '/holds', { ...wish, start })
    const contact = { name, email, phone: '0241 1234', note: text('note') }
    return (await send(browser, `/holds/${held.link}/booking`, contact)).link
  }
  await send(browser, `/bookings/${await book((await free())[0]!.start)}/cancellation`)
  const [start, ...later] = await free()
  await send(browser, `/bookings/${await book(start!.start)}/move`, { start: later.at(-1)!.start })
}

/** Booked, moved and cancelled by the office; then the office closes for a day. */
async function bookForSomebody(portal: TestPortal, { name, email, text }: TracedPerson): Promise<void> {
  const clerk = await portal.as('clerk')
  const wish = { office: 'bahnhof', variant: 'counter', items: [{ service: 'reisepass', persons: 1 }] }
  const contact = { name, email, phone: '0241 1234', note: text('note of the office') }
  const { id } = await send(clerk, '/staff-bookings', { ...wish, start: '2026-12-07T07:00:00.000Z', ...contact })
  await send(clerk, `/staff-bookings/${id}/move`, { start: '2026-12-07T08:00:00.000Z' })
  await send(clerk, `/staff-bookings/${id}/cancellation`, { reason: 'Wir ziehen um.' })
  const times = { from: null, to: null, publicLanes: null, internalLanes: null }
  const day = { firstDay: '2026-12-08', lastDay: '2026-12-08' }
  const change = { id: null, exception: { kind: 'closed', group: null, ...day, ...times, reason: 'Feier' } }
  const { seen } = await send(clerk, '/schedules/bahnhof/preview', change)
  await send(clerk, '/schedules/bahnhof/changes', { ...change, seen })
}

/** Somebody waits without an account, under the same address, and leaves the list. */
async function waitAndLeave(portal: TestPortal, { name, email }: TracedPerson): Promise<void> {
  const guest = portal.browser()
  await send(guest, '/entries', wishes(name, { email }))
  await portal.settle()
  const confirmation = linkIn(portal.mails.at(-1)!.text).split('/').at(-1)!
  const { link } = await send(guest, `/entry-confirmations/${confirmation}`)
  await send(guest, `/entries/${link}/end`)
}

/** What the actions used here answer, one with another. */
interface Reply {
  id: string
  link: string
  seen: string
  called: { id: string }
}

/** One with an appointment of today and one without, called and served. */
async function comeAndBeServed(portal: TestPortal, { browser, name, email }: TracedPerson): Promise<void> {
  const clerk = await portal.as('clerk')
  await send(clerk, '/devices', { office: 'bahnhof', name: 'Eingang' })
  const { items } = await clerk.get<{ items: { id: string; url: string }[] }>('/api/appointments/devices')
  const device = items[0]!.url.split('/').at(-1)
  await send(portal.browser(), `/terminals/${device}/tickets`, { service: 'reisepass' })

  const today = '/api/appointments/times?services=ummeldung&office=bahnhof&day=2026-11-23'
  const { times } = await browser.get<{ times: { start: string }[] }>(today)
  const wish = { office: 'bahnhof', variant: 'counter', items: [{ service: 'ummeldung', persons: 1 }] }
  const held = await send(browser, '/holds', { ...wish, start: times[0]!.start })
  const { link } = await send(browser, `/holds/${held.link}/booking`, { name, email })
  const { code } = await browser.get<{ code: string }>(`/api/appointments/bookings/${link}`)
  await send(portal.browser(), `/terminals/${device}/arrivals`, { code })
  await send(browser, `/bookings/${link}/arrival`)

  await send(clerk, '/offices/bahnhof/visits', { service: 'reisepass' })
  const { called } = await send(clerk, '/offices/bahnhof/calls', { desk: '3' })
  await send(clerk, `/visits/${called.id}/steps`, { step: 'serve' })
  await send(clerk, `/visits/${called.id}/steps`, { step: 'finish' })
  await send(clerk, `/devices/${items[0]!.id}`, { locked: true })
}

async function send(by: TestBrowser, path: string, body: object = {}): Promise<Reply> {
  const { status, body: reply } = await by.call('POST', `/api/appointments${path}`, body)
  if (status !== 200) throw new Error(`${path}: ${JSON.stringify(reply)}`)
  return reply as unknown as Reply
}
