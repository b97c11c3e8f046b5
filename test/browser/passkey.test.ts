import t from 'tap'
import type { CDPSession } from 'playwright-core'
import { startSamplePortal } from '../sample-portal.ts'
import { logInStaff, register } from './account.ts'
import { launchBrowser } from './launch.ts'
import { newPerson } from './person.ts'
import type { Person } from './person.ts'

t.setTimeout(300_000)

const portal = await startSamplePortal(t, 'sqlite')
const browser = await launchBrowser()
t.teardown(() => browser.close())
const { origin } = portal

/** Gives the person's browser an authenticator that verifies its owner, as a phone or laptop does. */
async function giveAuthenticator({ page }: Person): Promise<{ devTools: CDPSession; authenticatorId: string }> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { devTools, authenticatorId }
}

t.test('a citizen sets up a passkey, logs in with it, and removes it', async (t) => {
  const citizen = await newPerson(browser, { origin, javaScript: true })
  const { devTools, authenticatorId } = await giveAuthenticator(citizen)
  await register(citizen, portal, { name: 'Petra Passkey', email: 'petra@example.org' })
  await citizen.open('/konto')
  await citizen.reads('Sie haben noch keinen Passkey.')
  await citizen.press('Passkey einrichten')
  await citizen.page.getByRole('table', { name: 'Passkeys' }).waitFor()
  await portal.mails.waitForMail('petra@example.org', /Neuer Passkey/)

  const logOut = async () => {
    await citizen.open('/abmelden')
    await citizen.page.locator('main').getByRole('button', { name: 'Abmelden' }).click()
    await citizen.reads('Sie sind abgemeldet.')
  }
  await logOut()
  await citizen.open('/anmelden?weiter=/antraege')
  await citizen.press('Passkey benutzen')
  await citizen.page.waitForURL(`${origin}/antraege`)
  t.match(citizen.page.url(), /\/antraege$/, 'the login leads back')

  // A copy of the key would count from an earlier number.
  const { credentials } = await devTools.send('WebAuthn.getCredentials', { authenticatorId })
  const [credential] = credentials
  if (credential === undefined) throw new Error('no credential')
  await logOut()
  await devTools.send('WebAuthn.removeCredential', { authenticatorId, credentialId: credential.credentialId })
  await devTools.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount: 0 } })
  await citizen.open('/anmelden')
  await citizen.press('Passkey benutzen')
  await citizen.reads('Das hat nicht geklappt.')
  t.pass('a counter that went back is refused')

  await devTools.send('WebAuthn.removeCredential', { authenticatorId, credentialId: credential.credentialId })
  await devTools.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount: 50 } })
  await citizen.press('Passkey benutzen')
  await citizen.page.waitForURL(`${origin}/`)
  await citizen.open('/konto')
  await citizen.press(/^Entfernen/)
  await citizen.reads('Sie haben noch keinen Passkey.')
  await logOut()
  await citizen.open('/anmelden')
  await citizen.press('Passkey benutzen')
  await citizen.reads('Das hat nicht geklappt.')
  t.pass('a removed passkey opens nothing')
  await citizen.leave()
})

t.test(
  'staff log in with a passkey in place of password and one-time code; it opens nothing for citizens',
  async (t) => {
    const clerk = await newPerson(browser, { origin, javaScript: true })
    await giveAuthenticator(clerk)
    await logInStaff(clerk, portal, 'kontor@aachen.example')
    await clerk.open('/staff/konto')
    await clerk.press('Passkey einrichten')
    await clerk.page.getByRole('table', { name: 'Passkeys' }).waitFor()
    await clerk.page.context().clearCookies()
    await clerk.open('/staff/konten')
    t.match(clerk.page.url(), /\/staff\/anmelden/)
    await clerk.press('Passkey benutzen')
    await clerk.page.waitForURL('**/staff/konten')
    await clerk.reads('Selma Sperling')

    await clerk.page.context().clearCookies()
    await clerk.open('/anmelden')
    await clerk.press('Passkey benutzen')
    await clerk.reads('Das hat nicht geklappt.')
    t.pass('the realms stay apart')
    await clerk.leave()
  },
)

t.test('without JavaScript the page says what a passkey needs, and the password form stays', async (t) => {
  const visitor = await newPerson(browser, { origin, javaScript: false })
  await visitor.open('/anmelden')
  t.match(await visitor.page.locator('main').innerText(), /Passkeys brauchen JavaScript/)
  await visitor.fill('Passwort', 'egal')
  await visitor.leave()
})
