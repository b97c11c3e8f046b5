import type { Test } from 'tap'
import { createTestPortal } from '@kreiswerk/core/testing'
import type { TestPortal } from '@kreiswerk/core/testing'
import { eachDatabase } from '@kreiswerk/core/testing/databases'
import { testAppointments } from './city.ts'

type Settings = Parameters<typeof testAppointments>[0]

/** Runs a test on a portal with the two offices, once per engine. */
export const eachEngine = (
  t: Test,
  name: string,
  settings: Settings,
  run: (t: Test, portal: TestPortal) => Promise<unknown>,
) =>
  eachDatabase(t, name, async (t, _open, { url }) => {
    const portal = await createTestPortal({ plugins: [testAppointments(settings)], database: url })
    t.teardown(() => portal.close())
    await run(t, portal)
  })

export const linkIn = (text: string | undefined): string => /https?:\/\/[^/]+(\/termine\/\S+)/.exec(text ?? '')![1]!
export const day = '2026-11-30'
export const first = `${day}T07:00:00.000Z`

export async function call<T = { link: string }>(
  portal: TestPortal,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const answer = await portal.browser().call(method as 'POST', `/api/appointments${path}`, body)
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
  return answer.body as T
}

export async function pass(portal: TestPortal, minutes: number): Promise<void> {
  portal.clock.now = new Date(portal.clock.now.getTime() + minutes * 60_000)
  await portal.settle()
}

/** A confirmed appointment; returns the secret of its link. */
export async function book(portal: TestPortal, start: string, name: string, service = 'reisepass'): Promise<string> {
  const items = [{ service, persons: 1 }]
  const { link } = await call(portal, 'POST', '/holds', { office: 'bahnhof', variant: 'counter', items, start })
  await call(portal, 'POST', `/holds/${link}/booking`, { name, email: `${name.toLowerCase()}@example.org` })
  await portal.settle()
  const secret = linkIn(portal.mails.at(-1)!.text).split('/').at(-1)!
  return (await call(portal, 'POST', `/confirmations/${secret}`)).link
}

export const wishes = (name: string, more: object = {}) => ({
  items: [{ service: 'reisepass', persons: 1 }],
  variant: 'counter',
  offices: ['bahnhof'],
  timeOfDay: 'any',
  firstDay: day,
  lastDay: day,
  noticeHours: 1,
  name,
  email: `${name.toLowerCase()}@example.org`,
  ...more,
})

export async function wait(portal: TestPortal, name: string, more: object = {}): Promise<string> {
  await call(portal, 'POST', '/entries', wishes(name, more))
  await portal.settle()
  const secret = linkIn(portal.mails.at(-1)!.text).split('/').at(-1)!
  return (await call(portal, 'POST', `/entry-confirmations/${secret}`)).link
}

export const isOffered = async (portal: TestPortal, start = first): Promise<boolean> => {
  const path = `/times?services=reisepass&office=bahnhof&day=${day}`
  const { times } = await call<{ times: { start: string }[] }>(portal, 'GET', path)
  return times.some((time) => time.start === start)
}

export const mailsTo = (portal: TestPortal, name: string) =>
  portal.mails.filter(({ to }) => to === `${name.toLowerCase()}@example.org`).map(({ subject }) => subject)
