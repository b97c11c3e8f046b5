import { generateSync } from 'otplib'
import t from 'tap'
import { createAccount, disableAccount } from '../../src/auth/account.ts'
import { loginWithCode, loginWithPassword } from '../../src/auth/login.ts'
import { hashPassword } from '../../src/auth/password.ts'
import { waitAfter } from '../../src/auth/rate-limit.ts'
import { readSession } from '../../src/auth/session.ts'
import { createStaffAccount } from '../../src/auth/staff-setup.ts'
import { newTotpSecret } from '../../src/auth/totp.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { minute, openLoginDesk } from './login-desk.ts'

const password = 'drei kleine wörter'
const secret = await newTotpSecret()

eachDatabase(t, 'login', async (t, open) => {
  const desk = await openLoginDesk(open)
  const { database, request, events } = desk
  const passwordHash = await hashPassword(password)
  const citizen = (email: string) => ({ realm: 'citizen', email, password, returnPath: '/konto' }) as const
  const code = () => generateSync({ secret, epoch: Math.floor(request.now.getTime() / 1000) })
  await unitOfWork(database, async (em) => {
    for (const name of ['erika', 'ali', 'zofia']) {
      const account = { realm: 'citizen', email: `${name}@example.org`, name, passwordHash, locale: 'de' } as const
      await createAccount(em, account, request.now)
    }
    const staff = { email: 'kim@stadt.example', name: 'Kim', passwordHash, totpSecret: secret, roles: [] }
    await createStaffAccount(em, staff, request.now)
  })

  await t.test('a citizen logs in with e-mail address and password', async (t) => {
    const step = await loginWithPassword(request, citizen(' Erika@Example.org '))
    t.match(step, { kind: 'signed-in', returnPath: '/konto', session: { trust: 'basis', realm: 'citizen' } })
    t.match(events.at(-1), { name: 'login-succeeded', provider: 'password' })
  })

  await t.test('unknown address, wrong password and shut account are one answer', async (t) => {
    const wrong = { ...citizen('erika@example.org'), password: 'falsch geraten' }
    await t.rejects(loginWithPassword(request, wrong), { code: 'auth.login-failed' })
    await t.rejects(loginWithPassword(request, citizen('niemand@example.org')), { code: 'auth.login-failed' })
    const ali = await loginWithPassword(request, citizen('ali@example.org'))
    if (ali.kind !== 'signed-in') throw new Error('not signed in')
    await unitOfWork(database, (em) => disableAccount(em, ali.session.accountId, request.now))
    await t.rejects(loginWithPassword(request, citizen('ali@example.org')), { code: 'auth.login-failed' })
    t.match(events.at(-1), { name: 'login-failed', reason: 'auth.login-failed' })
  })

  await t.test('an account of one realm opens nothing in the other', async (t) => {
    const login = { ...citizen('erika@example.org'), realm: 'staff' } as const
    await t.rejects(loginWithPassword(request, login), { code: 'auth.login-failed' })
  })

  await t.test('guessing is slowed down per account, and the right password waits as well', async (t) => {
    const wrong = { ...citizen('zofia@example.org'), password: 'falsch geraten' }
    for (let i = 0; i < 5; i += 1) await t.rejects(loginWithPassword(request, wrong), { code: 'auth.login-failed' })
    const blocked = { code: 'auth.too-many-attempts', status: 429, params: { seconds: 2 } }
    await t.rejects(loginWithPassword(request, wrong), blocked)
    await t.rejects(loginWithPassword(request, citizen('zofia@example.org')), blocked)
    t.equal((await loginWithPassword(request, citizen('erika@example.org'))).kind, 'signed-in', 'others are free')
    desk.wait(2)
    t.equal((await loginWithPassword(request, citizen('zofia@example.org'))).kind, 'signed-in')
    await t.rejects(loginWithPassword(request, wrong), { code: 'auth.login-failed' }, 'counted from the start again')
  })

  await t.test('of many guesses at the same moment only the free ones are made', async (t) => {
    const wrong = { ...citizen('gleichzeitig@example.org'), password: 'falsch geraten' }
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => loginWithPassword(request, wrong).catch((error) => error.code as string)),
    )
    t.equal(answers.filter((answer) => answer === 'auth.login-failed').length, 5)
    t.equal(answers.filter((answer) => answer === 'auth.too-many-attempts').length, 7)
  })

  await t.test('the wait doubles up to a quarter of an hour, and never lasts for good', async (t) => {
    t.same(
      [4, 5, 6, 7, 8].map((attempts) => waitAfter(attempts, 4) / 1000),
      [0, 2, 4, 8, 16],
    )
    t.equal(waitAfter(1000, 4), 15 * 60_000)
  })

  await t.test('staff go on to the one-time code, and each code counts once', async (t) => {
    const staff = { realm: 'staff', email: 'kim@stadt.example', password, returnPath: '/staff/berichte' } as const
    const step = await loginWithPassword(request, staff)
    if (step.kind !== 'code-needed') throw new Error('no code needed')
    t.equal(await readSession(database.em(), 'staff', step.secret, request.now), null, 'not a session yet')
    await t.rejects(loginWithCode(request, step.secret, '000000'), { code: 'auth.code-wrong' })
    t.match(events.at(-1), { name: 'login-failed', reason: 'auth.code-wrong' })
    const used = code()
    const signedIn = await loginWithCode(request, step.secret, used)
    t.match(signedIn, { kind: 'signed-in', returnPath: '/staff/berichte', session: { realm: 'staff' } })
    await t.rejects(loginWithCode(request, step.secret, used), { code: 'auth.attempt-expired' })

    const again = await loginWithPassword(request, staff)
    if (again.kind !== 'code-needed') throw new Error('no code needed')
    await t.rejects(loginWithCode(request, again.secret, used), { code: 'auth.code-wrong' }, 'seen over a shoulder')
    desk.wait(31)
    t.match(await loginWithCode(request, again.secret, code()), { kind: 'signed-in' })
  })

  await t.test('of two requests with the same code only one gets in', async (t) => {
    desk.wait(31)
    const staff = { realm: 'staff', email: 'kim@stadt.example', password } as const
    const steps = [await loginWithPassword(request, staff), await loginWithPassword(request, staff)]
    const answers = await Promise.all(
      steps.map((step) => {
        if (step.kind !== 'code-needed') throw new Error('no code needed')
        return loginWithCode(request, step.secret, code()).then(
          ({ kind }) => kind,
          (error) => error.code as string,
        )
      }),
    )
    t.same(answers.sort(), ['auth.code-wrong', 'signed-in'])
  })

  await t.test('a password does not age', async (t) => {
    desk.wait(3 * 365 * 24 * 60 * minute)
    t.match(await loginWithPassword(request, citizen('erika@example.org')), { kind: 'signed-in' })
  })

  await t.test('the code step ends after ten minutes', async (t) => {
    desk.wait(31)
    const step = await loginWithPassword(request, { realm: 'staff', email: 'kim@stadt.example', password })
    if (step.kind !== 'code-needed') throw new Error('no code needed')
    desk.wait(10 * minute)
    await t.rejects(loginWithCode(request, step.secret, code()), { code: 'auth.attempt-expired' })
  })
})
