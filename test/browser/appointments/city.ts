import type { Browser } from 'playwright-core'
import type { Test } from 'tap'
import { smtp } from '../../../core/src/index.ts'
import type { Engine } from '../../../core/src/storage/database.ts'
import { testDatabaseUrl } from '../../../core/src/testing/databases.ts'
import { createTestPortal } from '../../../core/src/testing/index.ts'
import type { TestPortal } from '../../../core/src/testing/index.ts'
import { passport, registration, station, testAppointments, townHall } from '../../../plugins/appointments/test/city.ts'
import { freePort } from '../../free-port.ts'
import { startMailServer } from '../../mail-server.ts'
import { linkIn } from '../account.ts'
import { newPerson } from '../person.ts'
import type { Person } from '../person.ts'
import { signIn } from '../signIn.ts'

/** A town whose clock the test moves, behind real HTTP and with a real mail server. */
export interface City {
  readonly portal: TestPortal
  readonly origin: string
  /** Path of the terminal at the entrance of the first office. */
  readonly terminal: string
  /** Somebody new in front of a browser, logged in as `clerk` if asked; leaves with the test. */
  person(t: Test, options: { javaScript: boolean; clerk?: boolean }): Promise<Person>
  /** The first mail to this address whose subject fits. */
  mail(to: string, subject: RegExp): Promise<Letter>
  /** The subjects of all mails to this address so far. */
  received(to: string): string[]
}

export interface Letter {
  readonly text: string
  /** Path of the link in it. */
  readonly link: string
  /** The iCalendar object that came along; empty without one. */
  readonly calendar: string
}

const registry = { ...registration, id: 'eheanmeldung', title: { de: 'Eheschließung anmelden' }, perPerson: 1 }
const naturalisation = {
  ...passport,
  id: 'einbuergerung',
  title: { de: 'Einbürgerung beantragen' },
  perPerson: 1,
  draw: { weekday: 1, from: '08:00', until: '18:00', weeksAhead: 1 },
}
const single = { publicLanes: 1, internalLanes: 0, weekday: 2 }

/** Two groups with one time each: Tuesday for whoever is quick, the Tuesday after for whoever is drawn. */
const registryOffice = {
  ...townHall,
  id: 'standesamt',
  name: { de: 'Standesamt' },
  groups: [
    { ...townHall.groups[0]!, id: 'ehe', name: { de: 'Ehe' }, lanes: 1, services: [registry.id] },
    { ...townHall.groups[0]!, id: 'pass', name: { de: 'Einbürgerung' }, lanes: 1, services: [naturalisation.id] },
  ],
  rules: [
    { ...single, group: 'ehe', from: '10:00', to: '10:15', validFrom: '2026-12-01', validUntil: '2026-12-01' },
    { ...single, group: 'pass', from: '11:00', to: '11:20', validFrom: '2026-12-08', validUntil: '2026-12-08' },
  ],
}

/** Opens on Monday, 30 November 2026, at eight; ends with the test. */
export async function openCity(t: Test, browser: Browser, engine: Engine): Promise<City> {
  const [database, mails, port] = await Promise.all([testDatabaseUrl(t, engine), startMailServer(), freePort()])
  t.teardown(() => mails.stop())
  const origin = `http://localhost:${port}`
  const portal = await createTestPortal({
    plugins: [
      testAppointments({
        offices: [townHall, station, registryOffice],
        services: [passport, registration, registry, naturalisation],
        releaseMinutes: 0,
      }),
    ],
    database,
    origin,
    now: new Date('2026-11-30T07:00:00Z'),
    deployment: { mail: smtp(mails.url) },
  })
  t.teardown(() => portal.close())
  await portal.app.listen({ port })
  const staff = await portal.as('clerk')
  await staff.call('POST', '/api/appointments/devices', { office: 'bahnhof', name: 'Eingang' })
  const { items } = await staff.get<{ items: { url: string }[] }>('/api/appointments/devices')
  let clerks = 0
  return {
    portal,
    origin,
    terminal: new URL(items[0]!.url).pathname,
    async person(t, { javaScript, clerk = false }) {
      const person = await newPerson(browser, { origin, javaScript })
      t.teardown(() => person.leave())
      clerks += 1
      const account = {
        realm: 'staff',
        name: 'Benno Bürgel',
        email: `buergel-${clerks}@example.org`,
        role: 'clerk',
      } as const
      if (clerk) await signIn(person, portal, origin, account)
      return person
    },
    async mail(to, subject) {
      await portal.settle()
      const { text, parsed } = await mails.waitForMail(to, subject, 2_000)
      const calendar = parsed.attachments.find(({ contentType }) => contentType === 'text/calendar')
      return {
        text,
        link: new URL(linkIn(text, origin)).pathname,
        calendar: calendar?.content.toString() ?? '',
      }
    },
    received: (to) => mails.received.filter((mail) => mail.to.includes(to)).map(({ subject }) => subject),
  }
}
