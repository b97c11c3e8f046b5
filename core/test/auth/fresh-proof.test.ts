import { generateSync } from 'otplib'
import { html } from 'lit'
import { button, field } from '@kreiswerk/ui-kit'
import t from 'tap'
import { action } from '../../src/action/action.ts'
import { signedIn, trust } from '../../src/action/allow.ts'
import { createAccount } from '../../src/auth/account.ts'
import { password as byPassword } from '../../src/auth/identity-provider.ts'
import { hashPassword } from '../../src/auth/password.ts'
import { createStaffAccount } from '../../src/auth/staff-setup.ts'
import { newTotpSecret } from '../../src/auth/totp.ts'
import { Type } from '../../src/base/schema.ts'
import { testDatabaseUrl } from '../../src/testing/databases.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { after, page } from '../../src/web/page.ts'
import { fixturePlugin } from '../portal/fixture-plugin.ts'

const password = 'drei kleine wörter'
const secret = await newTotpSecret()

const change = action({
  route: 'POST /accounts',
  summary: 'Something that wants a fresh proof of identity',
  allow: trust('basis', { maxAgeSeconds: 300 }),
  body: Type.Object({ iban: Type.String({ minLength: 5 }) }),
  reply: Type.Object({}),
  async run({ record }) {
    await record({ object: 'account:1' })
    return {}
  },
})

const form = page({
  path: '/bank',
  area: 'citizen',
  allow: signedIn(),
  title: 'Bank',
  render: ({ form }) =>
    form.for(change, () => html`${field.text({ name: 'iban', label: 'IBAN' })} ${button.submit('Ändern')}`),
  done: [after(change, () => html`<p>Geändert.</p>`)],
})

const secretPage = page({
  path: '/geheim',
  area: 'citizen',
  allow: signedIn('citizen', { maxAgeSeconds: 300 }),
  title: 'Geheim',
  render: () => html`<p>Nur frisch.</p>`,
})

for (const engine of ['sqlite', 'postgres'] as const) {
  t.test(`a proof of identity has an age (${engine})`, async (t) => {
    const plugin = fixturePlugin(t, { actions: { change }, pages: [form, secretPage] })
    const portal = await createTestPortal({
      plugins: [plugin()],
      deployment: { identity: [byPassword()] },
      database: await testDatabaseUrl(t, engine),
    })
    t.teardown(() => portal.close())
    const passwordHash = await hashPassword(password)
    await unitOfWork(portal.database, async (em) => {
      for (const name of ['erika', 'ali']) {
        const account = { realm: 'citizen', email: `${name}@example.org`, name, passwordHash, locale: 'de' } as const
        await createAccount(em, account, portal.clock.now)
      }
      const staff = { email: 'kim@stadt.example', name: 'Kim', passwordHash, totpSecret: secret, roles: [] }
      await createStaffAccount(em, staff, portal.clock.now)
    })
    const wait = (seconds: number) => {
      portal.clock.now = new Date(portal.clock.now.getTime() + seconds * 1000)
    }
    const logIn = async (name: string) => {
      const browser = portal.browser()
      await browser.submit('/anmelden', { email: `${name}@example.org`, password })
      return browser
    }

    await t.test('people confirm that it is them and come back to what they typed', async (t) => {
      const erika = await logIn('erika')
      t.match(await erika.submit('/bank', { iban: 'DE00 1' }), { status: 200, text: /Geändert/ }, 'fresh enough')
      wait(301)
      const asked = await erika.submit('/bank', { iban: 'DE00 4711' })
      t.match(asked, { url: /^\/anmelden\/bestaetigen\?weiter=/, text: /Bitte bestätigen Sie, dass Sie es sind/ })
      const wrong = await erika.send(asked, { password: 'falsch geraten' })
      t.match(wrong, { status: 403, text: /Passwort/ })
      const back = await erika.send(wrong, { password })
      t.match(back, {
        status: 200,
        url: /^\/bank\?fortsetzen=/,
        html: /value="DE00 4711"/,
        text: /Ihre Angaben sind noch da/,
      })
      t.match(await erika.send(back), { status: 200, text: /Geändert/ })

      const ali = await logIn('ali')
      t.notMatch((await ali.open(back.url)).html, 'DE00 4711', 'nobody else finds it')
      wait(30 * 60 + 1)
      t.notMatch((await (await logIn('erika')).open(back.url)).html, 'DE00 4711', 'it is not kept for long')
    })

    await t.test('a page can want it too, and programs get a code', async (t) => {
      const erika = await logIn('erika')
      t.match(await erika.open('/geheim'), { status: 200, text: /Nur frisch/ })
      wait(301)
      t.match(await erika.call('POST', '/api/fixture/accounts', { iban: 'DE00 1' }), {
        status: 403,
        body: { code: 'auth.confirmation-required' },
      })
      const asked = await erika.open('/geheim')
      t.match(asked.url, '/anmelden/bestaetigen?weiter=%2Fgeheim')
      t.match(await erika.send(asked, { password }), { url: '/geheim', status: 200 })
    })

    await t.test('guessing there is slowed down, with the time to wait in the answer', async (t) => {
      const ali = await logIn('ali')
      const guess = () => ali.call('POST', '/api/core/sessions/confirmation', { password: 'falsch geraten' })
      for (let i = 0; i < 5; i += 1) t.equal((await guess()).status, 403)
      t.match(await guess(), { status: 429, headers: { 'retry-after': '2' } })
    })

    await t.test('whoever proved more elsewhere cannot confirm with less', async (t) => {
      const hoch = await portal.as({ realm: 'citizen', name: 'Hanna', trust: 'hoch' })
      const answer = await hoch.call('POST', '/api/core/sessions/confirmation', { password })
      t.match(answer, { status: 403, body: { code: 'auth.step-up-required' } })
      t.notMatch((await hoch.open('/anmelden/bestaetigen')).html, 'type="password"')
    })

    await t.test('staff confirm with password and one-time code; sessions and passkeys want it', async (t) => {
      const code = () => generateSync({ secret, epoch: Math.floor(portal.clock.now.getTime() / 1000) })
      const kim = portal.browser()
      const step = await kim.submit('/staff/anmelden', { email: 'kim@stadt.example', password })
      await kim.send(step, { code: code() })
      t.equal((await kim.call('POST', '/api/core/staff-passkeys/options')).status, 200)
      wait(601)
      for (const path of ['staff-passkeys/options', 'staff-sessions/others/end']) {
        t.match(await kim.call('POST', `/api/core/${path}`), { body: { code: 'auth.confirmation-required' } }, path)
      }
      const asked = await kim.open('/staff/anmelden/bestaetigen?weiter=/staff/konto')
      t.match(await kim.send(asked, { password, code: '000000' }), { status: 403 })
      t.match(await kim.send(asked, { password, code: code() }), { status: 200, url: '/staff/konto' })
      t.equal((await kim.call('POST', '/api/core/staff-sessions/others/end')).status, 200)
    })
  })
}

t.test('what could open an account to somebody else wants a proof from the last ten minutes', async (t) => {
  const portal = await createTestPortal({ deployment: { identity: [byPassword()] } })
  t.teardown(() => portal.close())
  const wanting = portal.assembly.actions.flatMap(({ id, action: { definition } }) =>
    'maxAgeSeconds' in definition.allow ? [`${id} ${definition.allow.maxAgeSeconds}`] : [],
  )
  t.same(wanting.sort(), [
    'core.beginPasskey 600',
    'core.beginStaffPasskey 600',
    'core.confirmStaffRecovery 600',
    'core.endOtherSessions 600',
    'core.endOtherStaffSessions 600',
    'core.endRealmSessions 600',
    'core.endSession 600',
    'core.endStaffSession 600',
    'core.giveRole 600',
    'core.inviteColleague 600',
    'core.removeIdentity 600',
    'core.removePasskey 600',
    'core.removeStaffIdentity 600',
    'core.removeStaffPasskey 600',
    'core.startStaffRecovery 600',
  ])
})
