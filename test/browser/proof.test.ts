import t from 'tap'
import { createTestPortal } from '../../core/src/testing/index.ts'
import { testAppointments } from '../../plugins/appointments/test/city.ts'
import { accessibilityFindings } from '../accessibility/axe.ts'
import { freePort } from '../free-port.ts'
import { launchBrowser } from './launch.ts'
import { newPerson } from './person.ts'
import type { Person } from './person.ts'

t.setTimeout(120_000)

const port = await freePort()
const origin = `http://localhost:${port}`
const portal = await createTestPortal({
  plugins: [testAppointments({ proofOfWork: { holdsPerMinute: 1, maxNumber: 400, waitSeconds: 20 } })],
  origin,
})
const browser = await launchBrowser()
t.teardown(async () => {
  await browser.close()
  await portal.close()
})
await portal.app.listen({ port })

const day = '2026-11-30'
const items = [{ service: 'reisepass', persons: 1 }]
const times = `/termine/wann?anliegen=reisepass&amt=bahnhof&tag=${day}`
const hold = () => {
  const body = { office: 'bahnhof', variant: 'counter', items, start: `${day}T10:30:00.000Z` }
  return portal.browser().call('POST', '/api/appointments/holds', body)
}

async function makeRush(): Promise<void> {
  await hold()
  await hold()
}

async function picture({ page }: Person, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (folder === undefined) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 1000 })
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` })
    }
  }
}

t.test('with JavaScript the browser works while somebody chooses, and nothing else happens', async (t) => {
  await makeRush()
  const person = await newPerson(browser, { origin, javaScript: true })
  t.teardown(() => person.leave())
  await person.open(times)
  await person.press('08:00')
  await person.reads('Wir halten diesen Termin')
  t.match(person.page.url(), '/termine/buchen/')
  const { status } = await hold()
  t.equal(status, 428, 'it was still asked for')
})

t.test('whoever opened the page before many came goes on by themselves', async (t) => {
  portal.clock.now = new Date(portal.clock.now.getTime() + 300_000)
  const person = await newPerson(browser, { origin, javaScript: true })
  t.teardown(() => person.leave())
  await person.open(times)
  t.equal(await person.page.locator('appointments-proof').count(), 0)
  await makeRush()
  await person.press('08:30')
  await person.page.waitForURL('**/termine/buchen/*')
})

t.test('without JavaScript one waits some seconds, and keeps what was chosen', async (t) => {
  await makeRush()
  const person = await newPerson(browser, { origin, javaScript: false })
  t.teardown(() => person.leave())
  await person.open(times)
  await person.press('09:00')
  await person.reads('Bitte warten Sie 20 Sekunden')
  await picture(person, 'wait')
  await person.page.setViewportSize({ width: 320, height: 800 })
  t.equal(await person.page.evaluate('document.documentElement.scrollWidth'), 320)

  portal.clock.now = new Date(portal.clock.now.getTime() + 15_000)
  await person.press('Weiter mit 09:00 Uhr')
  await person.reads('Bitte warten Sie 5 Sekunden')
  portal.clock.now = new Date(portal.clock.now.getTime() + 5_000)
  await makeRush()
  await person.press('Weiter mit 09:00 Uhr')
  await person.page.waitForURL('**/termine/buchen/*')
})

t.test('a browser that cannot compute waits too, and the step is accessible', async (t) => {
  await makeRush()
  const person = await newPerson(browser, { origin, javaScript: true })
  t.teardown(() => person.leave())
  await person.page.addInitScript('delete Object.getPrototypeOf(crypto).subtle')
  await person.open(times)
  await person.press('09:30')
  await person.reads('Bitte warten Sie 20 Sekunden')
  t.same(await accessibilityFindings(person.page), [])
})
