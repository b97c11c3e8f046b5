import type { TestBrowser, TestPortal } from '../../core/src/testing/index.ts'
import { passport, registration, testAppointments } from '../../plugins/appointments/test/city.ts'
import { call, first, linkIn, wishes } from '../../plugins/appointments/test/people.ts'
import type { Marks } from './marks.ts'

/** Offices where passports are booked and times to register a residence are drawn on Mondays. */
export const testOffices = () =>
  testAppointments({
    services: [passport, { ...registration, draw: { weekday: 1, from: '08:00', until: '18:00', weeksAhead: 1 } }],
    releaseMinutes: 0,
  })

const second = first.replace('07:00', '07:20')
const passports = [{ service: 'reisepass', persons: 1 }]

/**
 * Books with the account, joins the waiting list and takes part in a draw; and all of it again without the account, since
 * that is found by the address alone. `look` is called while mails and links are under way.
 */
export async function makeAppointments(
  portal: TestPortal,
  browser: TestBrowser,
  marks: Marks,
  look: (moment: string) => Promise<void>,
): Promise<void> {
  const { name, email, phone, street, bornOn } = marks
  const person = { name, email, phone, note: `${name}, ${street}, geboren ${bornOn}, kommt im Rollstuhl` }
  for (const [as, start] of [
    [browser, first],
    [portal.browser(), second],
  ] as const) {
    const wish = wishes(name, { email })
    const { firstDay: _first, lastDay: _last, noticeHours: _notice, ...drawn } = wish
    const held = await send(as, '/holds', { office: 'bahnhof', variant: 'counter', items: passports, start })
    await send(as, `/holds/${held}/booking`, person)
    await send(as, '/entries', wish)
    await send(as, '/wishes', { ...drawn, items: [{ service: 'ummeldung', persons: 1 }] })
  }
  await look('appointments asked for')
  await portal.settle()
  const links = portal.mails
    .filter(({ text }) => /\/termine\/(eintrag-)?bestaetigen\//.test(text))
    .map(({ text }) => text)
  for (const link of links.map(linkIn)) {
    const kind = link.includes('eintrag') ? 'entry-confirmations' : 'confirmations'
    await call(portal, 'POST', `/${kind}/${link.split('/').at(-1)}`)
  }
  await look('appointments confirmed')
}

async function send(browser: TestBrowser, path: string, body: object): Promise<string> {
  const { status, body: reply } = await browser.call('POST', `/api/appointments${path}`, body)
  if (status !== 200) throw new Error(`${path}: ${JSON.stringify(reply)}`)
  return (reply as { link: string }).link
}
