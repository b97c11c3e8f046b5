import t from 'tap'
import { conformance } from '@kreiswerk/core/testing'
import type { TestPortal, TracedPerson } from '@kreiswerk/core/testing'
import { testAppointments } from './city.ts'

t.test('conforms', conformance(testAppointments(), { use: bookAndCancel }))

/** One appointment booked and moved, one cancelled, one not confirmed. */
async function bookAndCancel(portal: TestPortal, { browser, name, email }: TracedPerson): Promise<void> {
  const times = await browser.get<{ times: { start: string }[] }>(
    '/api/appointments/times?services=ummeldung&office=bahnhof&day=2026-11-30',
  )
  const links: string[] = []
  for (const { start } of times.times.slice(0, 2)) {
    const body = { office: 'bahnhof', variant: 'counter', items: [{ service: 'ummeldung', persons: 1 }], start }
    const held = (await browser.call('POST', '/api/appointments/holds', body)) as { body: { link: string } }
    const person = { name, email, phone: '0241 1234', note: `${name} kommt im Rollstuhl` }
    const path = `/api/appointments/holds/${held.body.link}/booking`
    const { body: booked } = (await browser.call('POST', path, person)) as { body: { link: string } }
    links.push(booked.link)
  }
  const moved = await browser.call('POST', `/api/appointments/bookings/${links[0]}/move`, {
    start: times.times.at(-1)!.start,
  })
  if (moved.status !== 200) throw new Error(JSON.stringify(moved))
  await browser.call('POST', `/api/appointments/bookings/${links[1]}/cancellation`)
  await portal.settle()
}
