import t from 'tap'
import { findAccountByEmail } from '../../src/auth/account.ts'
import { confirmRegistration, pendingRegistration, register, resendConfirmation } from '../../src/auth/registration.ts'
import { loginWithPassword } from '../../src/auth/login.ts'
import { sweepExpired } from '../../src/auth/sweep.ts'
import type { AuthTables } from '../../src/auth/tables.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { hour, minute, openLoginDesk } from './login-desk.ts'

const mail = {
  say: (locale: string, text: unknown) => {
    const { key, params } = text as { key: string; params: Record<string, string> }
    return `${locale} ${key} ${params.link ?? ''}`
  },
  portal: 'Stadt Aachen',
  confirmUrl: (secret: string) => `https://portal.example/registrieren/bestaetigen?code=${secret}`,
  loginUrl: 'https://portal.example/anmelden',
}
const password = 'drei kleine wörter'
const secretIn = (text: string | undefined) => /code=(\S+)/.exec(text ?? '')?.[1] ?? ''

eachDatabase(t, 'registration', async (t, open) => {
  const desk = await openLoginDesk(open)
  const { database, request, events } = desk
  const wants = (email: string) => ({ email, name: 'Erika Mustermann', password, locale: 'de' })
  const lastMail = async () => (await desk.mails()).at(-1)

  await t.test('there is no account before the address is confirmed with link and password', async (t) => {
    await register(request, mail, wants('Erika@Example.org'))
    const sent = await lastMail()
    t.match(sent, { to: 'erika@example.org', subject: /confirm\.subject/ })
    t.notMatch(sent?.text, /Mustermann/, 'no more personal data than the address')
    t.equal(await findAccountByEmail(database.em(), 'citizen', 'erika@example.org'), undefined)
    await t.rejects(loginWithPassword(request, { realm: 'citizen', email: 'erika@example.org', password }), {
      code: 'auth.login-failed',
    })

    const secret = secretIn(sent?.text)
    t.equal(await pendingRegistration(database.em(), secret, request.now), 'erika@example.org')
    await t.rejects(confirmRegistration(request, secret, 'ein fremdes Passwort'), { code: 'auth.login-failed' })
    const signedIn = await confirmRegistration(request, secret, password)
    t.match(signedIn, { kind: 'signed-in', session: { realm: 'citizen', trust: 'basis' } })
    t.match(events.slice(-2), [{ name: 'account-created' }, { name: 'login-succeeded' }])
    t.match(await loginWithPassword(request, { realm: 'citizen', email: 'erika@example.org', password }), {
      kind: 'signed-in',
    })
    await t.rejects(confirmRegistration(request, secret, password), { code: 'auth.token-invalid' }, 'works once')
  })

  await t.test('whoever has an account gets another mail, and the answer is the same', async (t) => {
    const stranger = await register(request, mail, wants('neu@example.org'))
    const known = await register(request, mail, wants('erika@example.org'))
    t.same(known, stranger)
    t.match(await lastMail(), {
      to: 'erika@example.org',
      subject: /exists\.subject/,
      text: /portal\.example\/anmelden/,
    })
    t.notMatch((await lastMail())?.text, /code=/)
  })

  await t.test(
    'of two people who use one address only the one with the mailbox and the password gets it',
    async (t) => {
      await register(request, mail, { ...wants('opfer@example.org'), password: 'vom Angreifer gewählt' })
      const prepared = secretIn((await lastMail())?.text)
      await register(request, mail, wants('opfer@example.org'))
      const own = secretIn((await lastMail())?.text)
      await t.rejects(confirmRegistration(request, prepared, password), { code: 'auth.login-failed' })
      t.match(await confirmRegistration(request, own, password), { kind: 'signed-in' })
      await t.rejects(confirmRegistration(request, prepared, 'vom Angreifer gewählt'), { code: 'auth.token-invalid' })
    },
  )

  await t.test('a link lasts a day; a new one can be asked for, and then the old one is dead', async (t) => {
    await register(request, mail, wants('langsam@example.org'))
    const first = secretIn((await lastMail())?.text)
    desk.wait(23 * hour)
    await resendConfirmation(request, mail, 'langsam@example.org')
    const second = secretIn((await lastMail())?.text)
    t.not(second, first)
    t.equal(await pendingRegistration(database.em(), first, request.now), null)
    desk.wait(23 * hour)
    t.ok(await pendingRegistration(database.em(), second, request.now))
    desk.wait(hour)
    await t.rejects(confirmRegistration(request, second, password), { code: 'auth.token-invalid' })
    const before = (await desk.mails()).length
    await resendConfirmation(request, mail, 'langsam@example.org')
    await resendConfirmation(request, mail, 'niemand@example.org')
    t.equal((await desk.mails()).length, before, 'nothing to send, and no word about it')
  })

  await t.test('nobody fills the mailbox of somebody else', async (t) => {
    const before = (await desk.mails()).length
    for (let i = 0; i < 9; i += 1) await register(request, mail, wants('flut@example.org'))
    t.equal((await desk.mails()).length - before, 5)
  })

  await t.test('a weak password is refused before anything happens', async (t) => {
    const weak = { ...wants('schwach@example.org'), password: 'passwort1' }
    await t.rejects(register(request, mail, weak), { code: 'auth.password-too-common' })
  })

  await t.test('of many confirmations at the same moment exactly one makes the account', async (t) => {
    desk.wait(20 * minute)
    await register(request, mail, wants('doppelt@example.org'))
    const secret = secretIn((await lastMail())?.text)
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() =>
        confirmRegistration(request, secret, password).then(
          ({ kind }) => kind,
          (error) => error.code as string,
        ),
      ),
    )
    t.same(answers.sort(), ['auth.token-invalid', 'auth.token-invalid', 'auth.token-invalid', 'signed-in'])
  })

  await t.test('what was never confirmed leaves nothing behind', async (t) => {
    await register(request, mail, wants('nie@example.org'))
    desk.wait(25 * hour)
    await unitOfWork(database, (em) => sweepExpired(em, request.now))
    t.same(await rowsOf<AuthTables>(database.em()).selectFrom('core_token').selectAll().execute(), [])
  })
})
