import t from 'tap'
import { assertAllowed, anyone, may, realmOf, signedIn, trust } from '../../src/action/allow.ts'
import { anonymous, systemActor } from '../../src/auth/actor.ts'
import type { Actor } from '../../src/auth/actor.ts'
import { createTestPortal } from '../../src/testing/index.ts'
import { boardPlugin } from '../web/board-plugin.ts'

const citizen: Actor = { ...anonymous, kind: 'citizen', accountId: 'c', trust: 'basis' }
const clerk: Actor = { ...citizen, kind: 'staff', grants: [{ permission: 'board.read', unit: 'stadt/' }] }

t.test('each rule lets in exactly whom it names', async (t) => {
  const people = { anonymous, citizen, trusted: { ...citizen, trust: 'hoch' as const }, clerk }
  const expected = [
    [anyone, ['anonymous', 'citizen', 'trusted', 'clerk']],
    [signedIn(), ['citizen', 'trusted']],
    [signedIn('staff'), ['clerk']],
    [trust('substantiell'), ['trusted']],
    [may('board.read'), ['clerk']],
    [may('board.clean'), []],
  ] as const
  for (const [rule, letIn] of expected) {
    const found = Object.entries(people).filter(([, person]) => {
      try {
        assertAllowed(rule, person)
        return true
      } catch {
        return false
      }
    })
    t.strictSame(
      found.map(([name]) => name),
      [...letIn],
      JSON.stringify(rule),
    )
    t.doesNotThrow(() => assertAllowed(rule, systemActor))
  }
})

t.test('who is refused learns what is missing: a login, a higher level, a permission', async (t) => {
  t.throws(() => assertAllowed(signedIn(), anonymous), { code: 'auth.login-required', params: { realm: 'citizen' } })
  t.throws(() => assertAllowed(may('board.read'), citizen), { code: 'auth.login-required', params: { realm: 'staff' } })
  t.throws(() => assertAllowed(trust('hoch'), citizen), { code: 'auth.step-up-required', params: { level: 'hoch' } })
  t.throws(() => assertAllowed(may('board.clean'), clerk), { code: 'auth.forbidden', status: 403 })
})

t.test('a rule belongs to one realm', async (t) => {
  t.strictSame([anyone, signedIn(), trust('hoch'), may('x'), signedIn('staff')].map(realmOf), [
    'citizen',
    'citizen',
    'citizen',
    'staff',
    'staff',
  ])
})

t.test('programs get a status and a code', async (t) => {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()] })
  t.teardown(() => portal.close())
  const citizenBrowser = await portal.as('citizen')
  const noPermission = await portal.as({ realm: 'staff' })
  const outcomes = [
    [portal.browser(), 'PUT', 'citizens', 401, 'auth.login-required'],
    [portal.browser(), 'PATCH', 'staff', 401, 'auth.login-required'],
    [portal.browser(), 'DELETE', 'clerks', 401, 'auth.login-required'],
    [citizenBrowser, 'DELETE', 'clerks', 401, 'auth.login-required'],
    [citizenBrowser, 'POST', 'trusted', 403, 'auth.step-up-required'],
    [noPermission, 'DELETE', 'clerks', 403, 'auth.forbidden'],
    [citizenBrowser, 'PUT', 'citizens', 200, undefined],
    [noPermission, 'PATCH', 'staff', 200, undefined],
    [await portal.as('clerk'), 'DELETE', 'clerks', 200, undefined],
    [await portal.as({ trust: 'hoch' }), 'POST', 'trusted', 200, undefined],
  ] as const
  for (const [browser, method, path, status, code] of outcomes) {
    const answer = await browser.call(method, `/api/board/${path}`, {})
    t.match(answer, { status, body: code === undefined ? {} : { code, status } }, `${method} ${path}`)
  }
})

t.test('people are led to the login and back, or to a surer one', async (t) => {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()] })
  t.teardown(() => portal.close())
  const open = (url: string) => portal.app.inject({ url, headers: { accept: 'text/html' } })
  t.match(await open('/for-citizens?a=1&b=%2F'), {
    statusCode: 303,
    headers: { location: '/anmelden?weiter=%2Ffor-citizens%3Fa%3D1%26b%3D%252F' },
  })
  t.match((await open('/staff/clean')).headers.location, '/staff/anmelden?weiter=%2Fstaff%2Fclean')
  const citizen = await portal.as('citizen')
  t.match((await citizen.open('/for-trusted')).url, /^\/anmelden\/erhoehen\?stufe=hoch&weiter=%2Ffor-trusted$/)
  t.match(await (await portal.as({ trust: 'hoch' })).open('/for-trusted'), { status: 200, text: /inside/ })
  t.match(await (await portal.as({ realm: 'staff' })).open('/staff/clean'), { status: 403 })
  t.match(await (await portal.as('clerk')).open('/staff/clean'), { status: 200, text: /inside/ })
})

t.test('a session of one realm counts nothing in the other', async (t) => {
  const portal = await createTestPortal({ plugins: [boardPlugin(t)()] })
  t.teardown(() => portal.close())
  const clerk = await portal.as('clerk')
  t.match((await clerk.open('/for-citizens')).url, /^\/anmelden/)
})
