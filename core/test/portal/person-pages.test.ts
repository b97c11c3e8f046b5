import t from 'tap'
import type { Test } from 'tap'
import { createTestPortal } from '../../src/testing/index.ts'
import type { TestBrowser, TestPortal } from '../../src/testing/index.ts'

const roles = { datenschutz: ['core.erase-persons'], clerk: ['core.administer'] }
const officer = { realm: 'staff', name: 'Daria Datenschutz', role: 'datenschutz' } as const
const erika = { realm: 'citizen', name: 'Erika Zzyzx', email: 'erika.zzyzx@example.org' } as const

async function openPortal(t: Test): Promise<{ portal: TestPortal; browser: TestBrowser }> {
  const portal = await createTestPortal({ deployment: { roles } })
  t.teardown(() => portal.close())
  await portal.as(erika)
  return { portal, browser: await portal.as(officer) }
}

const path = '/staff/datenschutz'
const lookUp = (browser: TestBrowser, reference: string) => browser.submit(path, { reference })

const audited = async ({ database, settle }: TestPortal): Promise<string[]> => {
  await settle()
  const rows = await database.em().execute<{ entry: string }[]>('select entry from core_audit_entry order by id')
  return rows.map(({ entry }) => (JSON.parse(entry) as { action: string }).action).filter((name) => /Person/.test(name))
}

t.test('a person is looked up, told what is kept, erased, and the receipt can be checked', async (t) => {
  const { portal, browser } = await openPortal(t)
  const found = await lookUp(browser, ' Erika.Zzyzx@example.org')
  t.match(found, { status: 200, text: /Erika Zzyzx/ })
  t.match(found.url, /^\/staff\/datenschutz\/[\w-]{20,}$/, 'the address names nobody')
  t.match(found.text, /Konto seit/)
  t.match(found.text, /Alles darf gelöscht werden/)
  t.notMatch(found.html, /core\.persons\.|privacy\./, 'everything has words')

  const [html, json] = ['html', 'json'].map(
    (format) => `/api/core/persons/inquiries/${found.url.split('/').at(-1)}/export?format=${format}`,
  )
  t.match((await browser.call('GET', html!)).body, /<h1>Auskunft über gespeicherte Daten[^]*Erika Zzyzx/)
  t.match((await browser.call('GET', json!)).body, { core: { account: { name: 'Erika Zzyzx', email: erika.email } } })

  const confirm = await browser.open(`${found.url}/loeschen`)
  const wrong = await browser.send(confirm, { ground: 'a', word: 'ja' })
  t.match(wrong, { status: 400, text: /Schreiben Sie das Wort LÖSCHEN/ })
  const done = await browser.send(confirm, { ground: 'a', word: 'Löschen' })
  t.match(done, { status: 200, text: /Die Person ist gelöscht/ })
  await portal.settle()
  const shown = await browser.open(done.url)
  t.match(shown.text, /Die Person ist gelöscht/)
  t.notMatch(shown.text, /Zzyzx/)
  const receipt = String(
    (await browser.call('GET', `/api/core/persons/erasures/${done.url.split('/').at(-1)}/receipt`)).body,
  )
  t.notMatch(receipt, /zzyzx/i)
  t.match((await portal.submit('/nachweis', { receipt })).text, /Der Nachweis ist echt/)

  t.match(await lookUp(browser, erika.email), { status: 400, text: /keine Person bekannt/ })
  t.equal((await browser.open(found.url)).status, 404, 'the inquiry is over')
  t.same(await audited(portal), ['core.lookUpPerson', 'core.exportPerson', 'core.exportPerson', 'core.erasePerson'])
})

t.test('an erasure needs a login from just now, an inquiry ends after half an hour', async (t) => {
  const { portal, browser } = await openPortal(t)
  const found = await lookUp(browser, erika.email)
  const confirm = await browser.open(`${found.url}/loeschen`)
  portal.clock.now = new Date(portal.clock.now.getTime() + 16 * 60_000)
  t.match(await browser.send(confirm, { ground: 'a', word: 'LÖSCHEN' }), {
    status: 409,
    text: /Anmeldung ist für eine Löschung zu alt/,
  })
  t.match((await browser.open(`${found.url}/loeschen`)).text, /höchstens 15 Minuten/)
  portal.clock.now = new Date(portal.clock.now.getTime() + 15 * 60_000)
  t.equal((await browser.open(found.url)).status, 404)
  t.match(await lookUp(browser, erika.email), { status: 200, text: /Erika Zzyzx/ }, 'nothing was erased')
})

t.test('nobody else gets near: no permission, one unit, another official, a staff account', async (t) => {
  const { portal, browser } = await openPortal(t)
  const found = await lookUp(browser, erika.email)
  const clerk = await portal.as({ ...officer, role: 'clerk' })
  const ofOneUnit = await portal.as({ ...officer, unit: 'stadt/fb32/' })
  const colleague = await portal.as(officer)
  t.equal((await clerk.open(path)).status, 403)
  t.equal((await ofOneUnit.open(path)).status, 403)
  t.equal((await ofOneUnit.call('POST', '/api/core/persons/inquiries', { reference: erika.email })).status, 403)
  t.equal((await colleague.open(found.url)).status, 404)
  const inquiry = found.url.split('/').at(-1)
  t.equal((await colleague.call('GET', `/api/core/persons/inquiries/${inquiry}/export`)).status, 404)
  t.match((await portal.browser().open(path)).url, /^\/staff\/anmelden/)
  const [own] = await portal.database
    .em()
    .execute<{ id: string }[]>(`select id from core_account where realm = 'staff'`)
  t.match(await lookUp(browser, own!.id), { status: 409, text: /wird unter „Konten“ verwaltet/ })
})
