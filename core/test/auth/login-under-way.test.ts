import { generateSync } from 'otplib'
import t from 'tap'
import { createAccount, disableAccount } from '../../src/auth/account.ts'
import { enableAccount, revokeAllSessions } from '../../src/auth/administration.ts'
import { confirmIdentity } from '../../src/auth/confirm-identity.ts'
import { loginWithCode, loginWithPassword } from '../../src/auth/login.ts'
import { changePassword } from '../../src/auth/password-change.ts'
import { setPassword } from '../../src/auth/password-reset.ts'
import { type PasswordHasher, argon2, hashPassword } from '../../src/auth/password.ts'
import { createSession, listSessions, revokeSession, revokeSessionsOf } from '../../src/auth/session.ts'
import { newTotpSecret } from '../../src/auth/totp.ts'
import type { EntityManager } from '../../src/storage/database.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { openLoginDesk } from './login-desk.ts'

const password = 'drei kleine wörter'
const mail = { portal: 'Teststadt', say: () => 'words' }
const passwordHash = await hashPassword(password)
const newHash = await hashPassword('vier noch kleinere wörter')
const totpSecret = await newTotpSecret()

eachDatabase(t, 'a login under way', async (t, open) => {
  const desk = await openLoginDesk(open)
  const { database, request, events } = desk
  const within = <T>(work: (em: EntityManager) => Promise<T>) => unitOfWork(database, work)
  let people = 0
  const person = (realm: 'citizen' | 'staff' = 'citizen') => {
    const account = { realm, email: `person-${++people}@example.org`, name: 'P', passwordHash, locale: 'de' } as const
    return within((em) => createAccount(em, { ...account, ...(realm === 'staff' && { totpSecret }) }, request.now))
  }
  /** A request during whose slow work something else happens. */
  const meanwhile = (act: (em: EntityManager) => Promise<void>) => {
    const verify: PasswordHasher['verify'] = async (stored, given) => {
      const fits = await argon2.verify(stored, given)
      await within(act)
      return fits
    }
    return { ...request, now: request.now, hasher: { ...argon2, verify } }
  }
  const reset = (id: string) => (em: EntityManager) => setPassword(em, id, newHash, request.now)
  const sessionsOf = (id: string) => listSessions(database.em(), id, request.now)
  const openSession = async (account: { id: string; realm: 'citizen' | 'staff' }) => {
    const opening = { account, trust: 'basis', provider: 'password', userAgent: '' } as const
    return (await within((em) => createSession(em, opening, request.now))).session
  }
  const codeStep = async (email: string) => {
    const step = await loginWithPassword(request, { realm: 'staff', email, password })
    if (step.kind !== 'code-needed') throw new Error('no code needed')
    return step.secret
  }
  const code = () => generateSync({ secret: totpSecret, epoch: Math.floor(request.now.getTime() / 1000) })

  await t.test('ends with a password reset or a block that comes while the password is verified', async (t) => {
    for (const realm of ['citizen', 'staff'] as const) {
      for (const act of [reset, (id: string) => (em: EntityManager) => disableAccount(em, id, request.now)]) {
        const { id, email } = await person(realm)
        const login = { realm, email: email!, password }
        await t.rejects(loginWithPassword(meanwhile(act(id)), login), { code: 'auth.login-failed' })
        t.match(events.at(-1), { name: 'login-failed', accountId: id, reason: 'auth.login-failed' })
        t.same(await sessionsOf(id), [])
      }
    }
  })

  await t.test('never leaves a session besides a reset at the same moment', async (t) => {
    for (let round = 0; round < 8; round += 1) {
      const { id, email } = await person()
      const login = loginWithPassword(request, { realm: 'citizen', email: email!, password }).catch(() => undefined)
      await argon2.verify(passwordHash, password)
      await Promise.all([login, within(reset(id))])
      t.same(await sessionsOf(id), [])
    }
  })

  await t.test('that waits for its code ends with the password, the account or the sessions', async (t) => {
    const ends: ((em: EntityManager, id: string) => Promise<void>)[] = [
      (em, id) => reset(id)(em),
      (em, id) => revokeSessionsOf(em, id, request.now),
      (em) => revokeAllSessions(em, 'staff', request.now),
      async (em, id) => {
        await disableAccount(em, id, request.now)
        await enableAccount(em, id)
      },
    ]
    for (const end of ends) {
      const { id, email } = await person('staff')
      const secret = await codeStep(email!)
      await within((em) => end(em, id))
      await t.rejects(loginWithCode(request, secret, code()), { code: 'auth.attempt-expired' })
    }
  })

  await t.test('to confirm who one is ends with the password and with the session that it would replace', async (t) => {
    const ends: ((em: EntityManager, id: string, sessionId: string) => Promise<void>)[] = [
      (em, id) => reset(id)(em),
      (em, _id, sessionId) => revokeSession(em, sessionId, request.now),
    ]
    for (const end of ends) {
      const account = await person()
      const session = await openSession(account)
      const interrupted = meanwhile((em) => end(em, account.id, session.id))
      const confirmation = { accountId: account.id, sessionId: session.id, password }
      await t.rejects(confirmIdentity(interrupted, confirmation), { code: 'auth.password-wrong' })
      t.same(await sessionsOf(account.id), [])
    }
  })

  await t.test('a change of the password does not undo a reset that comes while the old one is verified', async (t) => {
    const account = await person()
    const { id: sessionId } = await openSession(account)
    const change = { accountId: account.id, sessionId, current: password, password: 'fünf allerkleinste wörter' }
    await t.rejects(changePassword(meanwhile(reset(account.id)), mail, change), { code: 'auth.password-wrong' })
    t.same(await sessionsOf(account.id), [])
  })
})
