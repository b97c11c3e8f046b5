import t from 'tap'
import { createAccount, disableAccount } from '../../src/auth/account.ts'
import { sessionCookieName } from '../../src/auth/cookie.ts'
import { assignRole } from '../../src/auth/grants.ts'
import { createSessions } from '../../src/auth/resolve-actor.ts'
import {
  createSession,
  listSessions,
  readSession,
  revokeSession,
  revokeSessionsOf,
  rotateSession,
} from '../../src/auth/session.ts'
import type { AuthTables, Realm } from '../../src/auth/tables.ts'
import { sweepExpired } from '../../src/auth/sweep.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { type LoginDesk, hour, minute, openLoginDesk } from './login-desk.ts'

const signIn = ({ database, request }: LoginDesk, realm: Realm = 'citizen') =>
  unitOfWork(database, async (em) => {
    const email = `${Math.random()}@example.org`
    const account = await createAccount(em, { realm, email, name: 'Erika', locale: 'de' }, request.now)
    const opening = { account, trust: 'basis', provider: 'password', userAgent: 'Firefox, Linux' } as const
    return { account, opening, ...(await createSession(em, opening, request.now)) }
  })

eachDatabase(t, 'sessions', async (t, open) => {
  const desk = await openLoginDesk(open)
  const { database, request } = desk
  const read = (secret: string, realm: Realm = 'citizen') => readSession(database.em(), realm, secret, request.now)
  const sessions = createSessions({
    database,
    clock: () => request.now,
    roles: { clerk: ['report.read', 'report.answer'], auditor: ['report.read'] },
    secure: false,
  })

  await t.test('a session is found by its secret, which is stored nowhere, and in its realm only', async (t) => {
    const { secret, session, account } = await signIn(desk)
    t.equal(Buffer.from(secret, 'base64url').length, 32)
    t.match(await read(secret), { session: { id: session.id }, account: { id: account.id } })
    t.equal(await read(secret, 'staff'), null)
    t.equal(await read(`${secret}x`), null)
    const rows = await rowsOf<AuthTables>(database.em()).selectFrom('core_session').selectAll().execute()
    t.notOk(JSON.stringify(rows).includes(secret))
  })

  await t.test('it ends after 30 minutes without a request, and each request moves that on', async (t) => {
    const { secret } = await signIn(desk)
    desk.wait(29 * minute)
    t.match(await sessions.find('citizen', secret), { actor: { kind: 'citizen', name: 'Erika' } })
    desk.wait(29 * minute)
    t.ok(await sessions.find('citizen', secret))
    desk.wait(30 * minute)
    t.equal(await sessions.find('citizen', secret), null)
  })

  await t.test('a request within a minute writes nothing', async (t) => {
    const { secret, session } = await signIn(desk)
    desk.wait(59)
    await sessions.find('citizen', secret)
    t.same((await read(secret))?.session.seenAt, session.seenAt)
    desk.wait(1)
    await sessions.find('citizen', secret)
    t.same((await read(secret))?.session.seenAt, request.now)
  })

  await t.test('it ends after 12 hours for citizens and 8 for staff, however busy', async (t) => {
    const citizen = await signIn(desk)
    const staff = await signIn(desk, 'staff')
    const everyTwentyMinutes = async (times: number) => {
      for (let i = 0; i < times; i += 1) {
        desk.wait(20 * minute)
        await sessions.find('citizen', citizen.secret)
        await sessions.find('staff', staff.secret)
      }
    }
    await everyTwentyMinutes(23)
    t.ok(await read(staff.secret, 'staff'))
    await everyTwentyMinutes(1)
    t.equal(await read(staff.secret, 'staff'), null, 'after 8 hours')
    await everyTwentyMinutes(11)
    t.ok(await read(citizen.secret))
    await everyTwentyMinutes(1)
    t.equal(await read(citizen.secret), null, 'after 12 hours')
  })

  await t.test('a step-up changes id and secret, and the old ones never work again', async (t) => {
    const before = await signIn(desk)
    const opening = { ...before.opening, trust: 'hoch' } as const
    const after = await unitOfWork(database, (em) => rotateSession(em, before.session.id, opening, request.now))
    t.not(after.secret, before.secret)
    t.not(after.session.id, before.session.id)
    t.equal(await read(before.secret), null)
    t.match(await sessions.find('citizen', after.secret), { actor: { trust: 'hoch' } })
  })

  await t.test('people see their sessions and end them; shutting an account ends all', async (t) => {
    const one = await signIn(desk)
    const other = await unitOfWork(database, (em) => createSession(em, one.opening, request.now))
    const list = () => listSessions(database.em(), one.account.id, request.now)
    t.equal((await list()).length, 2)
    await unitOfWork(database, (em) => revokeSessionsOf(em, one.account.id, request.now, other.session.id))
    t.match(await list(), [{ id: other.session.id }])
    await unitOfWork(database, (em) => revokeSession(em, other.session.id, request.now))
    t.equal(await read(other.secret), null)

    const third = await unitOfWork(database, (em) => createSession(em, one.opening, request.now))
    await unitOfWork(database, (em) => disableAccount(em, one.account.id, request.now))
    t.equal(await read(third.secret), null)
  })

  await t.test('staff have the grants of their roles, within their unit and time', async (t) => {
    const { secret, account } = await signIn(desk, 'staff')
    const tomorrow = new Date(request.now.getTime() + 24 * hour * 1000)
    await unitOfWork(database, async (em) => {
      await assignRole(em, account.id, { role: 'clerk', unit: 'aachen/fb32/' })
      await assignRole(em, account.id, { role: 'auditor', unit: '', validFrom: tomorrow })
      await assignRole(em, account.id, { role: 'auditor', unit: 'aachen/fb11/', validTo: request.now })
      await assignRole(em, account.id, { role: 'unknown', unit: '' })
    })
    const found = await sessions.find('staff', secret)
    t.same(found?.actor.grants, [
      { permission: 'report.read', unit: 'aachen/fb32/' },
      { permission: 'report.answer', unit: 'aachen/fb32/' },
    ])
    await t.rejects(
      unitOfWork(database, (em) => assignRole(em, account.id, { role: 'clerk', unit: 'Aachen' })),
      { code: 'auth.unit-malformed' },
    )
  })

  await t.test('what has ended is swept away', async (t) => {
    const live = await signIn(desk)
    await unitOfWork(database, (em) => sweepExpired(em, request.now))
    const rows = await rowsOf<AuthTables>(database.em()).selectFrom('core_session').select('revokedAt').execute()
    t.ok(rows.every(({ revokedAt }) => revokedAt === null))
    t.ok(await read(live.secret))
  })
})

t.test('cookies have the prefix that only HTTPS from this host may set', async (t) => {
  t.equal(sessionCookieName('citizen', true), '__Host-kw-citizen')
  t.equal(sessionCookieName('staff', false), 'kw-staff')
})
