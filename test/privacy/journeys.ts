import { Writable } from 'node:stream'
import { pino } from 'pino'
import type { Test } from 'tap'
import { findAccountByEmail } from '../../core/src/auth/account.ts'
import { saveAttributes } from '../../core/src/auth/attribute.ts'
import { password } from '../../core/src/auth/identity-provider.ts'
import { linkIdentity } from '../../core/src/auth/identity.ts'
import { startAttempt } from '../../core/src/auth/login-attempt.ts'
import type { AuthTables } from '../../core/src/auth/tables.ts'
import { newId } from '../../core/src/base/id.ts'
import { rowsOf } from '../../core/src/storage/rows.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { testDeployment } from '../../core/src/testing/test-deployment.ts'
import type { TestBrowser } from '../../core/src/testing/index.ts'
import feedback from '../../plugins/feedback/src/plugin.ts'
import { createPayingPortal, pay, testOnlineService } from '../../plugins/online-service/test/portal.ts'
import { attach, beginCollection, photo, sofa } from '../../plugins/online-service/test/photos.ts'
import type { PayingPortal } from '../../plugins/online-service/test/portal.ts'
import { makeAppointments, testOffices } from './make-appointments.ts'
import type { Marks } from './marks.ts'

export interface Stage {
  portal: PayingPortal
  /** Everything the portal has logged, at the level that says most. */
  log: string[]
}

/** May look people up and erase them; in the role of this name. */
export const officer = { realm: 'staff', name: 'Daria Datenschutz', role: 'datenschutz' } as const

const secret = 'Drei Elefanten im Regal'

/** A portal with two services that cost, with appointments, and with reports of barriers. */
export async function openStage(t: Test, url: string, dataFolder: string): Promise<Stage> {
  const log: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString())
      done()
    },
  })
  const plugins = [testOnlineService(), testOffices(), feedback()]
  const roles = { ...testDeployment(plugins).roles, [officer.role]: ['core.erase-persons'] }
  const portal = await createPayingPortal(url, {
    plugins,
    deployment: { identity: [password()], roles },
    dataFolder,
    log: pino({ level: 'trace' }, stream),
  })
  t.teardown(() => portal.close())
  return { portal, log }
}

/** Who went through the journeys, and what came of it. */
export interface Lived {
  accountId: string
  browser: TestBrowser
  /** Bulky waste, certificate. */
  caseIds: string[]
}

/**
 * All that a person does with the portal: registers, asks for the link again, logs in elsewhere and with a passkey, makes
 * appointments, orders a collection, asks for a certificate, pays both, gets both decided, reports a barrier, forgets the
 * password, and begins something that is never sent.
 * `look` is called at the moments when most is under way.
 */
export async function live({ portal }: Stage, marks: Marks, look: (moment: string) => Promise<void>): Promise<Lived> {
  const browser = portal.browser()
  await browser.submit('/registrieren', { name: marks.name, email: marks.email, password: secret })
  await browser.submit('/registrieren/gesendet', { email: marks.email })
  await look('registered')
  await portal.settle()
  const link = /http:\/\/localhost(\/registrieren\S+)/.exec(portal.mails.at(-1)?.text ?? '')?.[1] ?? ''
  await browser.submit(link, { password: secret })
  await look('confirmed')
  const accountId = await prove(portal, marks)

  await makeAppointments(portal, browser, marks, look)
  const collection = await orderCollection(browser, marks)
  await look('first one sent')
  await pay(portal, browser, collection)
  await browser.open('/antraege')
  const certificate = await requestCertificate(browser, marks)
  await look('second one sent')
  await pay(portal, browser, certificate)
  const caseIds = [collection, certificate].map(({ url }) => url.split('/').at(-1)!)

  const clerk = await portal.as('clerk')
  for (const id of caseIds) {
    const path = `/api/online-service/cases/${id}`
    await clerk.call('POST', `${path}/assignment`)
    await clerk.call('POST', `${path}/notes`, { text: `${marks.name} hat angerufen` })
    await clerk.call('POST', `${path}/decision`, { outcome: 'granted', reason: `Guten Tag ${marks.name}` })
  }
  await portal.submit('/barriere-melden', {
    page: '/start',
    text: `Ich, ${marks.name}, sehe nichts`,
    email: marks.email,
  })
  await portal.browser().submit('/passwort-vergessen', { email: marks.email })
  await attach(browser, await beginCollection(browser), photo(`${marks.name}.png`))
  await browser.submit('/dienste/hund/antrag/hund', { name: `Hund von ${marks.name}`, shared: 'false' })
  await look('decided')
  await portal.settle()
  await look('at rest')
  return { accountId, browser, caseIds }
}

/**
 * The person shows an identity card: a linked identity, attributes and a session of the highest level. Besides, a passkey,
 * and a login at the provider that never comes back.
 */
async function prove({ database, clock }: PayingPortal, { email, name, bornOn }: Marks): Promise<string> {
  return unitOfWork(database, async (em) => {
    const { id } = (await findAccountByEmail(em, 'citizen', email))!
    const issuer = 'https://id.example'
    const proven = { issuer, subject: 'somebody', trust: 'hoch', authTime: null, name: null } as const
    await linkIdentity(em, id, { ...proven, attributes: [] }, clock.now)
    await rowsOf<AuthTables>(em).insertInto('core_passkey').values(passkeyOf(id, clock.now)).execute()
    await startAttempt(em, { ...stepUp, accountId: id }, clock.now)
    const proved = (attribute: string, value: string) => ({ name: attribute, value, trust: 'hoch', issuer }) as const
    await saveAttributes(em, id, [proved('family_name', name.split(' ')[1]!), proved('birthdate', bornOn)], clock.now)
    await rowsOf<AuthTables>(em)
      .updateTable('core_session')
      .set({ trust: 'hoch' })
      .where('accountId', '=', id)
      .execute()
    return id
  })
}

const stepUp = {
  kind: 'oidc',
  realm: 'citizen',
  provider: 'bundid',
  level: 'hoch',
  returnPath: '/konto',
  state: 'state',
  nonce: 'nonce',
  verifier: 'verifier',
} as const

const passkeyOf = (accountId: string, createdAt: Date) => ({
  id: newId(),
  accountId,
  credentialId: newId(),
  publicKey: Buffer.from('key'),
  counter: 0,
  transports: [],
  label: 'Telefon',
  createdAt,
  usedAt: null,
})

const addressOf = ({ street }: Marks) => ({
  'address[street]': street,
  'address[houseNumber]': '2',
  'address[postalCode]': '52062',
  'address[city]': 'Teststadt',
})

async function orderCollection(citizen: TestBrowser, marks: Marks) {
  const place = { name: marks.name, ...addressOf(marks) }
  const items = await citizen.submit('/dienste/sperrgut/antrag/abholort', place)
  const photos = [photo(`${marks.name}.png`), photo('haus.png', `${marks.street}, ${marks.bornOn}`)]
  const attached = await attach(citizen, items, ...photos)
  const date = await citizen.send(attached, sofa)
  const check = await citizen.send(date, { 'wishDate[day]': '1', 'wishDate[month]': '12', 'wishDate[year]': '2026' })
  return citizen.send(check, { confirmed: 'true' })
}

async function requestCertificate(citizen: TestBrowser, marks: Marks) {
  const [year = '', month, day] = marks.bornOn.split('-')
  const [givenNames = '', familyName = ''] = marks.name.split(' ')
  const scope = await citizen.submit('/dienste/meldebescheinigung/antrag/person', {
    familyName,
    givenNames,
    'dateOfBirth[day]': String(Number(day)),
    'dateOfBirth[month]': String(Number(month)),
    'dateOfBirth[year]': year,
    ...addressOf(marks),
    dwelling: 'main',
  })
  const check = await citizen.send(scope, { scope: 'simple' })
  return citizen.send(check, { confirmed: 'true' })
}
