import t from 'tap'
import { conformance } from '@kreiswerk/core/testing'
import type { TestBrowser, TestPortal, TracedPerson } from '@kreiswerk/core/testing'
import { testAppointments } from './city.ts'

t.test('conforms', conformance(testAppointments(), { use: bookAndCancel }))

/** One appointment booked and moved, one cancelled, one not confirmed. */
async function bookAndCancel(portal: TestPortal, person: TracedPerson): Promise<void> {
  const { browser, name, email, text } = person
  const times = await browser.get<{ times: { start: string }[] }>(
    '/api/appointments/times?services=ummeldung&office=bahnhof&day=2026-11-30',
  )
  const links: string[] = []
  for (const { start } of times.times.slice(0, 2)) {
    const body = { office: 'bahnhof', variant: 'counter', items: [{ service: 'ummeldung', persons: 1 }], start }
    const held = (await browser.call('POST', '/api/appointments/holds', body)) as { body: { link: string } }
    const contact = { name, email, phone: '0241 1234', note: text('note') }
    const path = `/api/appointments/holds/${held.body.link}/booking`
    const { body: booked } = (await browser.call('POST', path, contact)) as { body: { link: string } }
    links.push(booked.link)
  }
  const moved = await browser.call('POST', `/api/appointments/bookings/${links[0]}/move`, {
    start: times.times.at(-1)!.start,
  })
  if (moved.status !== 200) throw new Error(JSON.stringify(moved))
  await browser.call('POST', `/api/appointments/bookings/${links[1]}/cancellation`)
  await comeAndBeServed(portal, person)
  await portal.settle()
}

/** What the actions used here answer, one with another. */
interface Reply {
  link: string
  called: { id: string }
}

/** One with an appointment of today and one without, called and served. */
async function comeAndBeServed(portal: TestPortal, { browser, name, email }: TracedPerson): Promise<void> {
  const clerk = await portal.as('clerk')
  const send = async (by: TestBrowser, path: string, body: object = {}) => {
    const { status, body: reply } = await by.call('POST', `/api/appointments${path}`, body)
    if (status !== 200) throw new Error(`${path}: ${JSON.stringify(reply)}`)
    return reply as unknown as Reply
  }
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
