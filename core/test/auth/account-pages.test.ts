import { generateSync } from 'otplib'
import t from 'tap'
import { password as byPassword } from '../../src/auth/identity-provider.ts'
import { hashPassword } from '../../src/auth/password.ts'
import { createStaffAccount, issueFirstStaffToken } from '../../src/auth/staff-setup.ts'
import type { AuthTables } from '../../src/auth/tables.ts'
import { newTotpSecret } from '../../src/auth/totp.ts'
import { openDisclosure } from '../../src/audit/disclosure.ts'
import type { Disclosure } from '../../src/audit/disclosure.ts'
import { readEntry } from '../../src/audit/entry.ts'
import type { Tables } from '../../src/audit/tables.ts'
import { findAccountByEmail } from '../../src/auth/account.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { type TestPortal, createTestPortal } from '../../src/testing/index.ts'

const password = 'drei kleine wörter'

const openPortal = async (t: { teardown(action: () => unknown): void }) => {
  const portal = await createTestPortal({ deployment: { identity: [byPassword()] } })
  t.teardown(() => portal.close())
  return portal
}

const linkIn = (portal: TestPortal) => /http:\/\/localhost(\/\S+)/.exec(portal.mails.at(-1)?.text ?? '')?.[1] ?? ''

t.test('a citizen registers, confirms, looks at the account, logs out and in again, all without scripts', async (t) => {
  const portal = await openPortal(t)
  const browser = portal.browser()
  const fields = { name: 'Erika Mustermann', email: 'erika@example.org', password }
  const weak = await browser.submit('/registrieren', { ...fields, password: 'passwort' })
  t.equal(weak.status, 400)
  t.match(weak.text, /leicht zu erraten/)
  t.match(weak.html, /value="Erika Mustermann"/, 'what was typed is kept')
  t.notMatch(weak.html, /value="passwort"/, 'but for the password')

  const sent = await browser.submit('/registrieren', fields)
  t.match(sent, { status: 200, url: '/registrieren/gesendet' })
  await portal.settle()
  t.match(portal.mails, [{ to: 'erika@example.org', subject: /Teststadt: Bitte bestätigen/ }])

  const wrong = await browser.submit(linkIn(portal), { password: 'falsch geraten' })
  t.match(wrong.text, /passen nicht zusammen/)
  const confirmed = await browser.submit(linkIn(portal), { password })
  t.match(confirmed, { status: 200, url: '/konto', text: /Erika Mustermann/ })
  t.match((await browser.open(linkIn(portal))).text, /gilt nicht mehr/)

  t.match((await browser.open('/abmelden')).html, /<form[^>]+action="\/abmelden"/)
  t.match(await browser.call('POST', '/api/core/sessions/end'), { status: 200 })
  t.match(await browser.open('/konto'), { url: /^\/anmelden\?weiter=%2Fkonto/ })
  t.match(await browser.submit('/anmelden?weiter=/konto', { email: 'erika@example.org', password }), { url: '/konto' })
})

t.test('a login leads back to where it came from, and never off the portal', async (t) => {
  const portal = await openPortal(t)
  const browser = portal.browser()
  await browser.submit('/registrieren', { name: 'E', email: 'erika@example.org', password })
  await portal.settle()
  await browser.submit(linkIn(portal), { password })
  const login = async (next: string) => {
    const fresh = portal.browser()
    return (
      await fresh.submit(`/anmelden?weiter=${encodeURIComponent(next)}`, { email: 'erika@example.org', password })
    ).url
  }
  t.equal(await login('/nachweis?x=1'), '/nachweis?x=1')
  t.equal(await login('https://evil.example/'), '/')
  t.equal(await login('//evil.example/'), '/')
})

t.test('registering with a known address looks the same, and only its owner is told', async (t) => {
  const portal = await openPortal(t)
  const browser = portal.browser()
  const fields = { name: 'Erika', email: 'erika@example.org', password }
  const first = await browser.submit('/registrieren', fields)
  await portal.settle()
  await browser.submit(linkIn(portal), { password })
  const second = await portal.browser().submit('/registrieren', fields)
  t.equal(second.text, first.text)
  await portal.settle()
  t.match(portal.mails.at(-1), { subject: /Sie haben schon ein Konto/ })
  const again = await portal.browser().submit('/registrieren/gesendet', { email: 'niemand@example.org' })
  t.match(again.text, /noch einmal geschickt/)
})

t.test('wrong passwords bring the form back, and soon a wait', async (t) => {
  const portal = await openPortal(t)
  const wrong = () => portal.browser().submit('/anmelden', { email: 'wer@example.org', password: 'falsch geraten' })
  for (let i = 0; i < 5; i += 1) t.match(await wrong(), { status: 403, text: /passen nicht zusammen/ })
  t.match(await wrong(), { status: 429, text: /warten Sie 2 Sekunden/ })
})

t.test('people see where they are logged in and end it there', async (t) => {
  const portal = await openPortal(t)
  const [here, elsewhere] = [portal.browser(), portal.browser()]
  await here.submit('/registrieren', { name: 'Erika', email: 'erika@example.org', password })
  await portal.settle()
  await here.submit(linkIn(portal), { password })
  await elsewhere.submit('/anmelden', { email: 'erika@example.org', password })
  const account = await here.open('/konto')
  t.match(account.text, /dieses Gerät/)
  t.match(account.text, /Alle anderen Geräte abmelden/)
  t.match(await here.call('POST', '/api/core/sessions/others/end'), { status: 200 })
  t.match(await elsewhere.open('/konto'), { url: /^\/anmelden/ })
  t.match(await here.open('/konto'), { url: '/konto' })
})

t.test('a login ends the session that this browser had, and no other', async (t) => {
  const portal = await openPortal(t)
  const browser = portal.browser()
  await browser.submit('/registrieren', { name: 'Erika', email: 'erika@example.org', password })
  await portal.settle()
  await browser.submit(linkIn(portal), { password })
  const elsewhere = portal.browser()
  const credentials = { email: 'erika@example.org', password }
  await elsewhere.submit('/anmelden', credentials)
  t.match(await browser.call('POST', '/api/core/sessions', credentials), { status: 200 })
  t.match(await browser.open('/konto'), { url: '/konto' })
  t.match(await elsewhere.open('/konto'), { url: '/konto' })
  const sessions = await rowsOf<AuthTables>(portal.database.em())
    .selectFrom('core_session')
    .select('revokedAt')
    .orderBy('id')
    .execute()
  t.same(
    sessions.map(({ revokedAt }) => revokedAt !== null),
    [true, false, false],
  )
})

t.test('the first staff account is set up with the printed link, never with a default password', async (t) => {
  const portal = await openPortal(t)
  const secret = await unitOfWork(portal.database, (em) => issueFirstStaffToken(em, [], portal.clock.now))
  const browser = portal.browser()
  t.match((await browser.open('/staff/einrichten/geraten')).text, /gilt nicht mehr/)
  const details = { name: 'Kim Verwaltung', email: 'kim@stadt.example', password }
  const second = await browser.submit(`/staff/einrichten/${secret}`, details)
  t.match(second.html, /<img src="data:image\/svg\+xml;base64,/)
  const key = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(second.html)?.[1]?.replaceAll(' ', '') ?? ''
  t.match((await browser.send(second, { code: '000000' })).text, /Einmal-Code stimmt nicht/)
  const code = generateSync({ secret: key, epoch: portal.clock.now.getTime() / 1000 })
  t.match(await browser.send(second, { code }), { status: 200, url: '/staff', text: /Kim Verwaltung/ })
  t.match((await portal.browser().open(`/staff/einrichten/${secret}`)).text, /gilt nicht mehr/)
})

t.test('staff log in with password and one-time code', async (t) => {
  const portal = await openPortal(t)
  const totpSecret = await newTotpSecret()
  const passwordHash = await hashPassword(password)
  await unitOfWork(portal.database, (em) =>
    createStaffAccount(
      em,
      { email: 'kim@stadt.example', name: 'Kim', passwordHash, totpSecret, roles: [] },
      portal.clock.now,
    ),
  )
  const browser = portal.browser()
  t.match(await browser.open('/staff'), { url: '/staff/anmelden?weiter=%2Fstaff' })
  const step = await browser.submit('/staff/anmelden?weiter=/staff/konto', { email: 'kim@stadt.example', password })
  t.match(step, { status: 200, url: '/staff/anmelden/code' })
  t.match(await browser.open('/staff'), { url: /^\/staff\/anmelden/ }, 'not logged in yet')
  t.match((await browser.send(step, { code: '000000' })).text, /Einmal-Code stimmt nicht/)
  const code = generateSync({ secret: totpSecret, epoch: portal.clock.now.getTime() / 1000 })
  t.match(await browser.send(step, { code }), { status: 200, url: '/staff/konto', text: /kim@stadt\.example/ })
  t.match(await browser.open('/konto'), { url: /^\/anmelden/ }, 'a staff session opens nothing for citizens')
  t.match(await browser.call('POST', '/api/core/staff-sessions/end'), { status: 200 })
  t.match(await browser.open('/staff'), { url: /^\/staff\/anmelden/ })
})

t.test('logins stand in the audit log by account, without names and addresses', async (t) => {
  const portal = await openPortal(t)
  await portal.browser().submit('/anmelden', { email: 'wer@example.org', password: 'falsch geraten' })
  await portal.settle()
  const entries = await rowsOf<Tables>(portal.database.em()).selectFrom('core_audit_entry').select('entry').execute()
  const text = entries.map(({ entry }) => Buffer.from(entry).toString()).join('\n')
  t.match(text, /core\.logIn/)
  t.match(text, /account:unknown/)
  t.notMatch(text, /wer@example\.org/)
})

t.test('every login that succeeds or fails says whose it is and which way it came', async (t) => {
  const portal = await openPortal(t)
  const browser = portal.browser()
  await browser.submit('/registrieren', { name: 'Erika', email: 'erika@example.org', password })
  await portal.settle()
  await browser.submit(linkIn(portal), { password })
  const account = await findAccountByEmail(portal.database.em(), 'citizen', 'erika@example.org')
  const logIn = (typed: string) => portal.browser().submit('/anmelden', { email: 'erika@example.org', password: typed })
  await logIn('falsch geraten')
  await logIn(password)
  await portal.settle()
  const em = portal.database.em()
  const rows = await rowsOf<Tables>(em)
    .selectFrom('core_audit_entry')
    .innerJoin('core_audit_detail', 'core_audit_detail.entryId', 'core_audit_entry.id')
    .select(['core_audit_entry.id', 'entry', 'details'])
    .orderBy('core_audit_entry.id')
    .execute()
  const lines = []
  for (const { id, entry, details } of rows) {
    const disclosed = (await openDisclosure(em, id, details)) as Disclosure
    lines.push({ ...readEntry(Buffer.from(entry).toString())!, ...JSON.parse(disclosed.details) })
  }
  const logins = lines.filter(({ action }) => action === 'core.logIn')
  const own = { object: `account:${account!.id}` }
  t.match(logins, [
    { ...own, name: 'login-failed', provider: 'password', reason: 'auth.login-failed' },
    { ...own, name: 'login-succeeded', provider: 'password', trust: 'basis' },
  ])
})

t.test('sessions cannot be ended for others, and pages carry no secrets', async (t) => {
  const portal = await openPortal(t)
  const citizen = await portal.as('citizen')
  const other = await portal.as({ realm: 'citizen', name: 'Andere' })
  const page = await other.open('/konto')
  t.equal(page.status, 200)
  const unknown = '018f0000-0000-7000-8000-000000000001'
  t.match(await citizen.call('POST', `/api/core/sessions/${unknown}/end`), { status: 404 })
  t.notMatch(page.html, /argon2|totp/)
})
