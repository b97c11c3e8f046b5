import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { createAccount, disableAccount } from '../../core/src/auth/account.ts'
import { loadAttributes } from '../../core/src/auth/attribute.ts'
import { oidc } from '../../core/src/auth/oidc.ts'
import { beginProviderLogin, finishProviderLogin } from '../../core/src/auth/provider-login.ts'
import { createSessions } from '../../core/src/auth/resolve-actor.ts'
import { createSession } from '../../core/src/auth/session.ts'
import type { TrustLevel } from '../../core/src/base/trust.ts'
import { unitOfWork } from '../../core/src/storage/unit-of-work.ts'
import { eachDatabase } from '../../core/src/testing/databases.ts'
import { openLoginDesk } from '../../core/test/auth/login-desk.ts'
import {
  emulatorAcr,
  emulatorClient,
  startIdentityEmulator,
} from '../../sample-deployment/identity-emulator/identity-emulator.ts'
import { type Choice, logInAtEmulator } from './browser.ts'

const redirectUri = 'http://localhost:3999/anmelden/rueckkehr'
const acr = (level: TrustLevel) => `urn:kreiswerk:trust:${level}`
const emulator = await startIdentityEmulator({ port: 0, redirectUris: [redirectUri] })
t.teardown(() => emulator.close())

const settings = { id: 'ausweis', label: 'Ausweis', issuer: emulator.issuer, acr: emulatorAcr, ...emulatorClient }
const provider = oidc({ ...settings, allowInsecure: true })

eachDatabase(t, 'login through an OpenID provider', async (t, open) => {
  const desk = await openLoginDesk(open)
  const { database, request, events } = desk
  const sessions = createSessions({ database, clock: () => request.now, roles: {}, secure: false })
  const begin = (level: TrustLevel = 'basis', more: { returnPath?: string; accountId?: string } = {}) =>
    beginProviderLogin(request, provider, { realm: 'citizen', level, redirectUri, ...more })
  const finish = (secret: string, url: string, session: { id: string; accountId: string } | null = null) =>
    finishProviderLogin(request, [provider], { secret, url, session })
  const signIn = async (level: TrustLevel, choice: Choice = {}) => {
    const { url, secret } = await begin(level)
    return finish(secret, await logInAtEmulator(url, { acr: acr(level), ...choice }))
  }

  await t.test('the request carries PKCE, state, nonce and the levels that suffice', async (t) => {
    const url = new URL((await begin('substantiell')).url)
    t.equal(url.origin, emulator.issuer)
    t.match(Object.fromEntries(url.searchParams), {
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: /^[\w-]{43}$/,
      state: /^[\w-]{43}$/,
      nonce: /^[\w-]{43}$/,
      acr_values: `${acr('substantiell')} ${acr('hoch')}`,
    })
    t.notOk(url.searchParams.has('prompt'))
  })

  await t.test(
    'the first login makes an account, the next one finds it; the key is never the e-mail address',
    async (t) => {
      await unitOfWork(database, (em) =>
        createAccount(em, { realm: 'citizen', email: 'erika@example.org', name: 'E.', locale: 'de' }, request.now),
      )
      const first = await signIn('basis')
      t.match(first, { kind: 'signed-in', session: { trust: 'basis', provider: 'ausweis' } })
      t.match(events.slice(-2), [{ name: 'account-created' }, { name: 'login-succeeded', trust: 'basis' }])
      const again = await signIn('hoch')
      t.equal(again.session.accountId, first.session.accountId)
      t.match(await sessions.find('citizen', again.secret), {
        actor: { name: 'Erika Mustermann', email: 'erika@example.org', trust: 'hoch' },
      })
      const other = await signIn('basis', { person: 'person-ali' })
      t.not(other.session.accountId, first.session.accountId)
    },
  )

  await t.test('each value is kept with the level at which it was vouched for, and not lowered again', async (t) => {
    const { session } = await signIn('hoch')
    await signIn('basis')
    const attributes = await loadAttributes(database.em(), session.accountId)
    t.match(
      attributes.map(({ name, value, trust }) => [name, value, trust]),
      [
        ['address', /"locality":"Aachen"/, 'hoch'],
        ['birthdate', '1984-08-12', 'hoch'],
        ['email', 'erika@example.org', 'basis'],
        ['family_name', 'Mustermann', 'hoch'],
        ['given_name', 'Erika', 'hoch'],
      ],
    )
    t.ok(attributes.every(({ issuer }) => issuer === emulator.issuer))
  })

  await t.test('a level that was asked for and not reached is refused', async (t) => {
    const { url, secret } = await begin('hoch')
    const back = await logInAtEmulator(url, { acr: acr('substantiell') })
    const refused = { code: 'auth.trust-too-low', params: { have: 'substantiell', need: 'hoch' } }
    await t.rejects(finish(secret, back), refused)
    t.match(events.at(-1), { name: 'login-failed', reason: 'auth.trust-too-low' })
  })

  await t.test('an unknown acr value counts as the lowest level', async (t) => {
    const narrow = oidc({ ...settings, acr: { [acr('substantiell')]: 'substantiell' }, allowInsecure: true })
    const wanted = { realm: 'citizen', level: 'basis', redirectUri } as const
    const { url, secret } = await beginProviderLogin(request, narrow, wanted)
    const back = await logInAtEmulator(url, { acr: acr('hoch') })
    const { session } = await finishProviderLogin(request, [narrow], { secret, url: back, session: null })
    t.equal(session.trust, 'basis')
  })

  await t.test('a step-up links the identity to the account, rises trust, and changes the session', async (t) => {
    const { account, opened } = await unitOfWork(database, async (em) => {
      const person = {
        realm: 'citizen',
        email: 'zofia@example.org',
        name: 'Z.',
        passwordHash: 'x',
        locale: 'de',
      } as const
      const account = await createAccount(em, person, request.now)
      const opening = { account, trust: 'basis', provider: 'password', userAgent: '' } as const
      return { account, opened: await createSession(em, opening, request.now) }
    })
    const { url, secret } = await begin('hoch', { accountId: account.id, returnPath: '/antrag/bescheinigung' })
    t.equal(new URL(url).searchParams.get('prompt'), 'login')
    const back = await logInAtEmulator(url, { person: 'person-zofia', acr: acr('hoch') })
    const risen = await finish(secret, back, { id: opened.session.id, accountId: account.id })
    t.match(risen, { returnPath: '/antrag/bescheinigung', session: { accountId: account.id, trust: 'hoch' } })
    t.match(events.slice(-2), [{ name: 'identity-linked' }, { name: 'step-up-succeeded', trust: 'hoch' }])
    t.equal(await sessions.find('citizen', opened.secret), null, 'the session before is dead')
    t.match(await sessions.find('citizen', risen.secret), { actor: { name: 'Zofia Testowska-Groß' } })
  })

  await t.test('a step-up with the identity of another account signs in to that account', async (t) => {
    const ali = await signIn('basis', { person: 'person-ali' })
    const erika = await signIn('basis')
    const { url, secret } = await begin('hoch', { accountId: ali.session.accountId })
    const back = await logInAtEmulator(url, { acr: acr('hoch') })
    const after = await finish(secret, back, ali.session)
    t.equal(after.session.accountId, erika.session.accountId)
    t.equal(await sessions.find('citizen', ali.secret), null)
  })

  await t.test('a step-up that returns to a browser where somebody else is signed in links nothing', async (t) => {
    const victim = await unitOfWork(database, async (em) => {
      const person = { realm: 'citizen', email: 'v@example.org', name: 'V', passwordHash: 'x', locale: 'de' } as const
      const account = await createAccount(em, person, request.now)
      return createSession(em, { account, trust: 'basis', provider: 'password', userAgent: '' }, request.now)
    })
    const { url, secret } = await begin('hoch', { accountId: '018f0000-0000-7000-8000-00000000000a' })
    const after = await finish(secret, await logInAtEmulator(url, { acr: acr('hoch') }), victim.session)
    t.not(after.session.accountId, victim.session.accountId)
  })

  await t.test('what came back works once, in the browser that started, with the right state and code', async (t) => {
    const one = await begin()
    const back = await logInAtEmulator(one.url, {})
    await t.rejects(finish('of-another-browser', back), { code: 'auth.attempt-expired' })
    t.match(await finish(one.secret, back), { kind: 'signed-in' })
    await t.rejects(finish(one.secret, back), { code: 'auth.attempt-expired' }, 'replayed')
    const two = await begin()
    await t.rejects(finish(two.secret, back), { code: 'auth.provider-refused' }, 'answer of another login')
    t.match(events.at(-1), { name: 'login-failed', reason: 'auth.provider-refused' })

    const three = await begin()
    const changed = new URL(await logInAtEmulator(three.url, {}))
    changed.searchParams.set('state', 'x'.repeat(43))
    await t.rejects(finish(three.secret, changed.href), { code: 'auth.provider-refused' }, 'wrong state')

    const four = await begin()
    const otherIssuer = new URL(await logInAtEmulator(four.url, {}))
    otherIssuer.searchParams.set('iss', 'https://evil.example')
    await t.rejects(finish(four.secret, otherIssuer.href), { code: 'auth.provider-refused' }, 'wrong issuer')
  })

  await t.test('a wrong nonce or PKCE verifier is refused', async (t) => {
    for (const part of ['nonce', 'verifier'] as const) {
      const started = await provider.begin({ redirectUri, level: 'basis', fresh: false })
      const url = await logInAtEmulator(started.url, {})
      const wrong = { ...started, url, fresh: false, [part]: 'x'.repeat(43) }
      await t.rejects(provider.finish(wrong), { code: 'auth.provider-refused' }, part)
    }
  })

  await t.test('an old login at the provider is no new proof', async (t) => {
    const started = await provider.begin({ redirectUri, level: 'basis', fresh: true })
    t.equal(new URL(started.url).searchParams.get('max_age'), '300')
  })

  await t.test('whoever cancels there is told so', async (t) => {
    const { url, secret } = await begin()
    await t.rejects(finish(secret, await logInAtEmulator(url, { do: 'cancel' })), { code: 'auth.provider-refused' })
  })

  await t.test('a login started ten minutes ago is over', async (t) => {
    const { url, secret } = await begin()
    const back = await logInAtEmulator(url, {})
    desk.wait(600)
    await t.rejects(finish(secret, back), { code: 'auth.attempt-expired' })
  })

  await t.test('afterwards people stay on this portal', async (t) => {
    const { url, secret } = await begin('basis', { returnPath: 'https://evil.example/' })
    t.equal((await finish(secret, await logInAtEmulator(url, {}))).returnPath, '/')
  })

  await t.test('a shut account stays shut', async (t) => {
    const { session } = await signIn('basis', { person: 'person-ali' })
    await unitOfWork(database, (em) => disableAccount(em, session.accountId, request.now))
    await t.rejects(signIn('basis', { person: 'person-ali' }), { code: 'auth.account-disabled' })
  })

  await t.test('staff need at least substantiell, and nobody becomes staff by logging in', async (t) => {
    const forStaff = oidc({ ...settings, realms: ['staff'], allowInsecure: true })
    const wanted = { realm: 'staff', level: 'basis', redirectUri } as const
    const attempt = async (level: TrustLevel) => {
      const { url, secret } = await beginProviderLogin(request, forStaff, wanted)
      const back = await logInAtEmulator(url, { person: 'person-zofia', acr: acr(level) })
      return finishProviderLogin(request, [forStaff], { secret, url: back, session: null })
    }
    await t.rejects(attempt('basis'), { code: 'auth.trust-too-low' })
    await t.rejects(attempt('hoch'), { code: 'auth.identity-taken' }, 'her identity opens a citizen account')
    await t.rejects(beginProviderLogin(request, provider, wanted), { code: 'auth.provider-unknown' })
  })
})

t.test('a provider without TLS is refused unless that is said', async (t) => {
  t.throws(() => oidc(settings), { code: 'auth.oidc-settings' })
  t.throws(() => oidc({ ...settings, id: 'Ausweis!', allowInsecure: true }), { code: 'auth.oidc-settings' })
})

t.test('a provider that does not answer is no fault of the person', async (t) => {
  const silent = createServer()
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  await new Promise((resolve) => silent.close(resolve))
  const unreachable = oidc({ ...settings, issuer, allowInsecure: true })
  const wanted = { redirectUri, level: 'basis', fresh: false } as const
  await t.rejects(unreachable.begin(wanted), { code: 'auth.provider-unreachable', status: 503 })
})

t.test('the login page needs no script and says that it is an exercise', async (t) => {
  const { url } = await provider.begin({ redirectUri, level: 'hoch', fresh: false })
  const first = await fetch(url, { redirect: 'manual' })
  const cookie = first.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const page = await fetch(new URL(first.headers.get('location') ?? '', url), { headers: { cookie } })
  const text = await page.text()
  t.match(text, /kein echter Anmeldedienst/)
  t.match(text, /value="urn:kreiswerk:trust:hoch" checked/)
  t.notMatch(text, /<script|style=/)
  t.match(page.headers.get('content-security-policy'), /default-src 'none'/)
})

t.test('the provider insists on PKCE and on registered addresses', async (t) => {
  const started = new URL((await provider.begin({ redirectUri, level: 'basis', fresh: false })).url)
  started.searchParams.delete('code_challenge')
  started.searchParams.delete('code_challenge_method')
  t.match((await fetch(started, { redirect: 'manual' })).headers.get('location'), /error=invalid_request/)
  started.searchParams.set('redirect_uri', 'http://evil.example/')
  t.equal((await fetch(started, { redirect: 'manual' })).status, 400)
})
