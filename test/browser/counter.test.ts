import t from 'tap'
import { createTestPortal } from '../../core/src/testing/index.ts'
import { station, testAppointments } from '../../plugins/appointments/test/city.ts'
import { accessibilityFindings } from '../accessibility/axe.ts'
import { freePort } from '../free-port.ts'
import { launchBrowser } from './launch.ts'
import { newPerson } from './person.ts'
import type { Person } from './person.ts'
import { signIn } from './signIn.ts'

t.setTimeout(240_000)

const port = await freePort()
const origin = `http://localhost:${port}`
const groups = [
  { ...station.groups[0]!, walkIn: { perDay: 40 } },
  { ...station.groups[0]!, id: 'auskunft', name: { de: 'Auskunft' }, lanes: 1, services: [] },
]
const portal = await createTestPortal({
  plugins: [testAppointments({ offices: [{ ...station, groups }] })],
  origin,
  now: new Date('2026-11-30T07:00:00Z'),
})
const browser = await launchBrowser()
t.teardown(async () => {
  await browser.close()
  await portal.close()
})
await portal.app.listen({ port })

const clerk = await portal.as('clerk')
const post = async <T>(path: string, body: object): Promise<T> =>
  ((await clerk.call('POST', `/api/appointments${path}`, body)) as unknown as { body: T }).body
const welcome = () => post<{ link: string }>('/offices/bahnhof/visits', { service: 'reisepass' })
const callNext = (desk: string) => post<{ called: { id: string } }>('/offices/bahnhof/calls', { desk })
const picture = (person: Person, name: string) =>
  process.env['PICTURES'] === undefined
    ? undefined
    : person.page.screenshot({ path: `${process.env['PICTURES']}/${name}.png` })

const rowsOf = (person: Person) => person.page.locator('.kw-board__row').allInnerTexts()

t.test('a wall display shows calls as they come, and the right ones after it was cut off', async (t) => {
  for (let count = 0; count < 9; count += 1) await welcome()
  const wall = await newPerson(browser, { origin, javaScript: true })
  await wall.page.setViewportSize({ width: 1920, height: 1080 })
  await wall.open('/termine/aufruf/bahnhof')
  await wall.reads('Zurzeit wird niemand aufgerufen.')
  const first = await callNext('3')
  await wall.reads('A 1')
  await wall.page.context().setOffline(true)
  portal.app.server.closeAllConnections()
  await wall.reads(/Verbindung unterbrochen/)
  await post(`/visits/${first.called.id}/steps`, { step: 'miss' })
  portal.clock.now = new Date(portal.clock.now.getTime() + 60_000)
  await callNext('4')
  await wall.page.context().setOffline(false)
  await wall.reads('A 2')
  t.match(await rowsOf(wall), [/A 2\s+Schalter 4/])
  t.notMatch(await wall.page.textContent('body'), 'Verbindung unterbrochen')

  for (let desk = 5; desk < 11; desk += 1) await callNext(String(desk))
  await wall.reads('Schalter 10')
  for (const [name, size] of Object.entries({
    landscape: { width: 1920, height: 1080 },
    portrait: { width: 1080, height: 1920 },
  })) {
    await wall.page.setViewportSize(size)
    await picture(wall, `display-${name}`)
    const overflow = await wall.page.evaluate(() => {
      const { scrollHeight, scrollWidth, clientHeight, clientWidth } = document.documentElement
      return [scrollHeight - clientHeight, scrollWidth - clientWidth]
    })
    t.same(overflow, [0, 0], `${name}: nothing to scroll`)
  }
  t.same(await accessibilityFindings(wall.page), [])
  await wall.press('Ton und Ansage einschalten')
  await wall.reads('Ton und Ansage ausschalten')
  await wall.leave()
})

t.test('without JavaScript the display is there, and loads itself again', async (t) => {
  const wall = await newPerson(browser, { origin, javaScript: false })
  await wall.open('/termine/aufruf/bahnhof')
  t.ok((await rowsOf(wall)).length > 0)
  t.match(await wall.page.content(), 'http-equiv="refresh"')
  await wall.leave()
})

t.test('a number at the terminal, followed on a phone until the call', async (t) => {
  await post('/devices', { office: 'bahnhof', name: 'Eingang' })
  const { items } = await clerk.get<{ items: { url: string }[] }>('/api/appointments/devices')
  const visitor = await newPerson(browser, { origin, javaScript: true })
  await visitor.open(new URL(items[0]!.url).pathname)
  await picture(visitor, 'terminal')
  t.same(await accessibilityFindings(visitor.page), [])
  await visitor.fill('Ihre Nummer für die Anmeldung vor Ort', 'XXXX-9999')
  await visitor.press('Anmelden')
  await visitor.reads('Diese Nummer kennen wir nicht.')
  await visitor.press('Reisepass beantragen')
  await visitor.reads('A 10')
  await picture(visitor, 'ticket')
  t.same(await accessibilityFindings(visitor.page), [])
  const phone = await newPerson(browser, { origin, javaScript: true })
  await phone.page.setViewportSize({ width: 390, height: 844 })
  await phone.open(new URL(visitor.page.url()).pathname)
  await phone.reads('vor Ihnen')
  await picture(phone, 'ticket-phone')
  const visits = (
    await clerk.get<{ visits: { id: string; ticket: string }[] }>('/api/appointments/offices/bahnhof/queue')
  ).visits
  const { id } = visits.find(({ ticket }) => ticket === 'A 10')!
  await post(`/visits/${id}/steps`, { step: 'call', desk: '12' })
  await phone.reads('Bitte kommen Sie jetzt: Schalter 12')
  await phone.leave()
  await visitor.leave()
})

t.test('somebody with an appointment says on the phone that they have come', async () => {
  const email = 'erika@example.org'
  const citizen = await portal.as({ realm: 'citizen', email })
  const send = async (path: string, body: object) =>
    ((await citizen.call('POST', `/api/appointments${path}`, body)) as unknown as { body: { link: string } }).body.link
  const start = '2026-11-30T08:00:00.000Z'
  const wish = { office: 'bahnhof', variant: 'counter', items: [{ service: 'ummeldung', persons: 1 }], start }
  const link = await send(`/holds/${await send('/holds', wish)}/booking`, { name: 'Erika Muster', email })
  portal.clock.now = new Date('2026-11-30T07:30:00Z')
  const phone = await newPerson(browser, { origin, javaScript: false })
  await phone.page.setViewportSize({ width: 390, height: 844 })
  await phone.open(`/termine/termin/${link}`)
  await phone.page.getByRole('img', { name: /Automaten/ }).waitFor()
  await phone.page.screenshot({
    path: process.env['PICTURES'] ? `${process.env['PICTURES']}/booking.png` : undefined,
    fullPage: true,
  })
  await phone.press('Ich bin da')
  await phone.reads('A 11')
  await phone.reads('Ihr Termin ist um 09:00 Uhr.')
  t.match(phone.page.url(), '/termine/nummer/')
  await phone.leave()
})

t.test('a desk is worked with the keyboard alone', async (t) => {
  const staff = await newPerson(browser, { origin, javaScript: true })
  const benno = { realm: 'staff', name: 'Benno Bürgel', email: 'buergel@example.org', role: 'clerk' } as const
  await signIn(staff, portal, origin, benno)
  await staff.open('/staff/schalter')
  await staff.reads('In der Schlange')
  await staff.reads('09:00')
  await staff.fill('Mein Schalter', '21')
  const next = staff.page.getByRole('button', { name: 'Nächste Person aufrufen' })
  await staff.page.keyboard.press('Tab')
  t.ok(await next.evaluate((button) => button === document.activeElement), 'the next thing to reach')
  await staff.page.keyboard.press('Enter')
  await staff.reads('1-mal aufgerufen')
  await picture(staff, 'desk')
  t.same(await accessibilityFindings(staff.page), [])
  await staff.page.setViewportSize({ width: 320, height: 800 })
  const overflow = await staff.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  t.equal(overflow, 0, 'nothing to scroll sideways')
  await staff.page.setViewportSize({ width: 390, height: 844 })
  await staff.page.emulateMedia({ colorScheme: 'dark' })
  await picture(staff, 'desk-phone-dark')
  await staff.page.setViewportSize({ width: 1280, height: 860 })
  await staff.press(/Bedienung beginnt/)
  await staff.reads('wird bedient')
  await picture(staff, 'desk-serving')
  await staff.press(/^Fertig/)
  await staff.reads('Zurzeit ist niemand an Ihrem Schalter.')
  await staff.open('/staff/schalter/geraete')
  await staff.reads('Geheime Adresse')
  await picture(staff, 'devices')
  t.same(await accessibilityFindings(staff.page), [])
  await staff.leave()
})
