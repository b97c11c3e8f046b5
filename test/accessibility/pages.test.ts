import t from 'tap'
import type { Test } from 'tap'
import type { Page } from 'playwright-core'
import { logInStaff, register } from '../browser/account.ts'
import { submitAndPay } from '../browser/application.ts'
import { fillInCollection } from '../browser/collection.ts'
import { crawl } from '../browser/crawl.ts'
import { launchBrowser } from '../browser/launch.ts'
import { newPerson } from '../browser/person.ts'
import { attachPhotos } from '../browser/photos.ts'
import { startSamplePortal } from '../sample-portal.ts'
import { accessibilityFindings, appearances, colourFindings } from './axe.ts'
import { weightLimit, weightOf } from './weight.ts'

t.setTimeout(400_000)

const portal = await startSamplePortal(t, 'sqlite')
const browser = await launchBrowser()
t.teardown(() => browser.close())
const { origin } = portal
const seen = new Set<string>()

const citizen = await newPerson(browser, { origin, javaScript: true })
await register(citizen, portal, { name: 'Anna Probe', email: 'anna@example.org' })
await fillInCollection(citizen, () => attachPhotos(citizen, true))
await submitAndPay(citizen, '33,00')
await citizen.open('/dienste/sperrgut/antrag/abholort')
await citizen.fill('Vor- und Nachname', 'Anna Probe')

const everybodys = [
  '/',
  '/anmelden',
  '/registrieren',
  '/registrieren/gesendet',
  '/registrieren/bestaetigen?code=unbekannt',
  '/echtheit/unbekanntes-zeichen',
  '/staff/anmelden',
  '/passwort-vergessen',
  '/passwort-vergessen/neu?code=unbekannt',
  '/staff/einrichten/unbekannt',
  '/staff/wiederherstellen',
  '/gibt-es-nicht',
]
const citizenPages: string[] = []
// Every component in every state on one page: for designers, no citizen is led there to get something done.
const gallery = '/ui-kit'

await t.test('everybody’s pages', async (t) => {
  const visitor = await newPerson(browser, { origin, javaScript: true })
  await inspect(t, visitor.page, everybodys)
})

await t.test('the pages of a citizen who is logged in', async (t) => {
  await inspect(t, citizen.page, [
    '/konto',
    '/antraege',
    '/dienste/sperrgut/antrag/abholort',
    '/dienste/sperrgut/antrag/gegenstaende',
    '/anmelden/erhoehen?stufe=hoch&weiter=%2F',
    '/anmelden/bestaetigen?weiter=%2Fkonto',
    '/konto/passwort',
  ])
})

await t.test('the pages of staff', async (t) => {
  const clerk = await newPerson(browser, { origin, javaScript: true })
  await logInStaff(clerk, portal, 'sperling@aachen.example')
  await inspect(t, clerk.page, ['/staff', '/staff/antraege', '/staff/feedback'])
  const administrator = await newPerson(browser, { origin, javaScript: true })
  await logInStaff(administrator, portal, 'anker@aachen.example')
  await inspect(t, administrator.page, ['/staff/betrieb'])
})

await t.test('the pages of whoever looks after accounts', async (t) => {
  const administrator = await newPerson(browser, { origin, javaScript: true })
  await logInStaff(administrator, portal, 'kontor@aachen.example')
  await inspect(t, administrator.page, [
    '/staff/konten',
    '/staff/konten/einladen',
    '/staff/konto',
    '/staff/konto/passwort',
    '/staff/anmelden/bestaetigen',
  ])
})

await t.test('the pages of whoever answers for personal data', async (t) => {
  const officer = await newPerson(browser, { origin, javaScript: true })
  await logInStaff(officer, portal, 'datenschutz@aachen.example')
  await officer.open('/staff/datenschutz')
  await officer.fill('E-Mail-Adresse, Antragsnummer oder Kontonummer', 'erika@buerger.example')
  await officer.press('Person suchen')
  await officer.reads('Konto seit')
  const overview = new URL(officer.page.url()).pathname
  await inspect(t, officer.page, ['/staff/datenschutz', overview, `${overview}/loeschen`])
})

await t.test('citizen pages are light enough for a slow connection', async (t) => {
  const { page } = citizen
  t.ok(citizenPages.length > 15, `${citizenPages.length} pages`)
  for (const path of citizenPages) {
    const weight = await weightOf(page, path)
    t.ok(weight <= weightLimit, `${path} weighs ${(weight / 1024).toFixed(1)} KB`)
  }
})

/** Follows every link from these pages and asks axe about each page in every appearance. */
async function inspect(t: Test, page: Page, start: string[]): Promise<void> {
  const findings: string[] = []
  const visited = await crawl(page, start, seen, async (path) => {
    for (const finding of await accessibilityFindings(page)) findings.push(`${path}: ${finding}`)
    for (const [name, media] of Object.entries(appearances)) {
      await page.emulateMedia(media)
      for (const finding of await colourFindings(page)) findings.push(`${path}, ${name}: ${finding}`)
    }
  })
  citizenPages.push(...visited.filter((path) => !path.startsWith('/staff') && path !== gallery))
  t.comment(`${visited.length} pages: ${visited.join(' ')}`)
  t.same(findings, [], 'axe finds nothing')
}
