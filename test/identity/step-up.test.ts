import t from 'tap'
import { password as byPassword } from '../../core/src/auth/identity-provider.ts'
import { oidc } from '../../core/src/auth/oidc.ts'
import { createTestPortal } from '../../core/src/testing/index.ts'
import {
  emulatorAcr,
  emulatorClient,
  startIdentityEmulator,
} from '../../sample-deployment/identity-emulator/identity-emulator.ts'
import { logInAtEmulator } from './browser.ts'

const emulator = await startIdentityEmulator({
  port: 0,
  redirectUris: ['http://localhost/anmelden/rueckkehr', 'http://localhost/staff/anmelden/rueckkehr'],
})
t.teardown(() => emulator.close())

const openPortal = async (t: { teardown(action: () => unknown): void }) => {
  const settings = { issuer: emulator.issuer, ...emulatorClient, acr: emulatorAcr, allowInsecure: true }
  const provider = oidc({ id: 'ausweis', label: 'Online-Ausweis (Übung)', ...settings })
  const portal = await createTestPortal({ deployment: { identity: [byPassword(), provider] } })
  t.teardown(() => portal.close())
  return portal
}
const high = 'urn:kreiswerk:trust:hoch'
const back = (url: string) => url.replace('http://localhost', '')

t.test('a citizen steps up with the identity emulator and comes back to the page', async (t) => {
  const portal = await openPortal(t)
  const browser = await portal.as('citizen')
  const page = await browser.open('/anmelden/erhoehen?stufe=hoch&weiter=/konto')
  t.match(page.text, /mit dem Online-Ausweis ausweisen/)
  const away = await browser.send(page, { provider: 'ausweis' })
  t.match(away.url, emulator.issuer)
  const returned = await browser.open(back(await logInAtEmulator(away.url, { acr: high })))
  t.match(returned, { status: 200, url: '/konto', text: /Erika Mustermann/ })
  t.match(returned.text, /Musterweg 17, 52062 Aachen/)
  t.match(returned.text, /12\. August 1984/)
  t.match(
    await browser.open('/anmelden/erhoehen?stufe=hoch&weiter=/nachweis'),
    { url: '/nachweis' },
    'no need any more',
  )
})

t.test('somebody without an account logs in through the provider at once', async (t) => {
  const portal = await openPortal(t)
  const browser = portal.browser()
  const away = await browser.submit('/anmelden?weiter=/konto', { provider: 'ausweis' })
  const returned = await browser.open(back(await logInAtEmulator(away.url, {})))
  t.match(returned, { url: '/konto', text: /Erika Mustermann/ })
})

t.test('what goes wrong there is said here, and nobody is logged in', async (t) => {
  const portal = await openPortal(t)
  const browser = await portal.as('citizen')
  const tooLow = await browser.submit('/anmelden/erhoehen?stufe=hoch&weiter=/konto', { provider: 'ausweis' })
  const returned = await browser.open(back(await logInAtEmulator(tooLow.url, {})))
  t.match(returned.text, /nicht sicher genug/)

  const fresh = portal.browser()
  const away = await fresh.submit('/anmelden', { provider: 'ausweis' })
  const cancelled = back(await logInAtEmulator(away.url, { do: 'cancel' }))
  t.match((await portal.browser().open(cancelled)).text, /in einem anderen Browser/)
  t.match((await fresh.open(cancelled)).text, /nicht bestätigt/)
  t.match((await fresh.open(cancelled)).text, /in einem anderen Browser oder vor zu langer Zeit/)
  t.match(await fresh.open('/konto'), { url: /^\/anmelden/ })
})

t.test('the account page lists what is linked, and removes it unless it is the only way in', async (t) => {
  const portal = await openPortal(t)
  const browser = portal.browser()
  const away = await browser.submit('/anmelden?weiter=/konto', { provider: 'ausweis' })
  const account = await browser.open(back(await logInAtEmulator(away.url, {})))
  t.match(account.text, /Verbundene Ausweise.*Online-Ausweis \(Übung\).*Entfernen/)
  const id = /_params" value="\{&quot;id&quot;:&quot;([0-9a-f-]+)/.exec(account.html)?.[1]
  const remove = (who: typeof browser) => who.call('POST', `/api/core/identities/${id}/remove`)
  t.match(await remove(browser), { status: 409, body: { code: 'auth.last-way-in' } })
  const other = await portal.as('citizen')
  t.match(await remove(other), { status: 404 })
  portal.clock.now = new Date(portal.clock.now.getTime() + 601_000)
  t.match(await remove(other), { status: 403, body: { code: 'auth.confirmation-required' } })
})

t.test('at a session from long ago people confirm that it is them before a provider opens their account', async (t) => {
  const portal = await openPortal(t)
  const wait = (seconds: number) => {
    portal.clock.now = new Date(portal.clock.now.getTime() + seconds * 1000)
  }
  const browser = await portal.as('citizen')
  wait(301)
  const page = await browser.open('/anmelden/erhoehen?stufe=hoch&weiter=/konto')
  const away = await browser.send(page, { provider: 'ausweis' })
  wait(300)
  const returned = await browser.open(back(await logInAtEmulator(away.url, { acr: high })))
  t.match(returned.text, /Bitte bestätigen Sie zuerst, dass Sie es sind/)
  t.match(returned.html, 'href="/anmelden/bestaetigen?weiter=/konto"')
  t.notMatch((await browser.open('/konto')).text, /Erika Mustermann/)
  t.match(
    await browser.send(page, { provider: 'ausweis' }),
    { url: /^\/anmelden\/bestaetigen\?weiter=%2Fanmelden%2Ferhoehen/, text: /Bitte bestätigen Sie, dass Sie es sind/ },
    'and is asked for it before leaving',
  )
})
