import t from 'tap'
import { createAccount, emailIndex, findAccountByEmail } from '../../src/auth/account.ts'
import { loginWithPassword } from '../../src/auth/login.ts'
import { changePassword } from '../../src/auth/password-change.ts'
import { isResetOpen, requestReset, resetPassword, sendReset } from '../../src/auth/password-reset.ts'
import { hashPassword } from '../../src/auth/password.ts'
import { listSessions } from '../../src/auth/session.ts'
import { enqueue } from '../../src/storage/job.ts'
import { rowsOf } from '../../src/storage/rows.ts'
import type { Tables } from '../../src/storage/tables.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { minute, openLoginDesk } from './login-desk.ts'

const say = (locale: string, text: unknown) => {
  const { key, params } = text as { key: string; params: Record<string, string> }
  return `${locale} ${key} ${params.link ?? ''}`
}
const mail = { say, portal: 'Stadt', resetUrl: (secret: string) => `https://portal.example/neu?code=${secret}` }
const password = 'drei kleine wörter'
const wanted = 'vier noch kleinere wörter'
const email = 'erika@example.org'

eachDatabase(t, 'a forgotten password', async (t, open) => {
  const desk = await openLoginDesk(open)
  const { database, request, events } = desk
  const passwordHash = await hashPassword(password)
  const erika = await unitOfWork(database, (em) =>
    createAccount(em, { realm: 'citizen', email, name: 'Erika', passwordHash, locale: 'de' }, request.now),
  )
  await unitOfWork(database, (em) =>
    createAccount(
      em,
      { realm: 'staff', email: 'kim@stadt.example', name: 'Kim', passwordHash, locale: 'de' },
      request.now,
    ),
  )
  const logIn = (password: string) => loginWithPassword(request, { realm: 'citizen', email, password })
  const ask = (address: string) =>
    requestReset(request, address, (em, later) => void enqueue(em, 'core.send-reset', { index: later }))
  const linkFor = async (address: string) => {
    await unitOfWork(database, async (em) => sendReset(em, mail, await emailIndex(em, address), request.now))
    return /code=(\S+)/.exec((await desk.mails()).at(-1)?.text ?? '')?.[1] ?? ''
  }

  await t.test('known or not, the request does the same: one line, one job, no look at the account', async (t) => {
    const before = events.length
    const known = await ask(' Erika@example.org')
    const unknown = await ask('niemand@example.org')
    t.same(known, unknown)
    t.same(events[before], events[before + 1])
    const jobs = await rowsOf<Tables>(database.em())
      .selectFrom('core_job')
      .select('payload')
      .where('topic', '=', 'core.send-reset')
      .orderBy('id')
      .execute()
    const indexes = [await emailIndex(database.em(), email), await emailIndex(database.em(), 'niemand@example.org')]
    t.same(
      jobs,
      indexes.map((index) => ({ payload: { index } })),
    )
  })

  await t.test('only a citizen with a password gets a link; staff never do', async (t) => {
    await linkFor('niemand@example.org')
    await linkFor('kim@stadt.example')
    t.same(await desk.mails(), [])
    await linkFor(email)
    t.match(await desk.mails(), [{ to: email, subject: /mail\.reset\.subject/ }])
  })

  await t.test('the link sets a new password once, ends every session, and tells the owner', async (t) => {
    await logIn(password)
    await logIn(password)
    const older = await linkFor(email)
    const link = await linkFor(email)
    t.notOk(await isResetOpen(database.em(), older, request.now), 'only the newest link counts')
    await t.rejects(resetPassword(request, mail, link, 'passwort'), { code: 'auth.password-too-common' })
    await resetPassword(request, mail, link, wanted)
    t.same(await listSessions(database.em(), erika.id, request.now), [])
    t.match((await desk.mails()).at(-1), { to: email, subject: /password-changed/ })
    t.match(events.at(-1), { name: 'password-reset', accountId: erika.id })
    await t.rejects(logIn(password), { code: 'auth.login-failed' })
    t.match(await logIn(wanted), { kind: 'signed-in' })
    await t.rejects(resetPassword(request, mail, link, password), { code: 'auth.token-invalid' })
  })

  await t.test('the link lasts fifteen minutes', async (t) => {
    const link = await linkFor(email)
    desk.wait(15 * minute)
    await t.rejects(resetPassword(request, mail, link, password), { code: 'auth.token-invalid' })
  })

  await t.test('whoever asks too often for one address still gets the same answer, but no further mail', async (t) => {
    const count = async () => {
      const jobs = await rowsOf<Tables>(database.em())
        .selectFrom('core_job')
        .select('id')
        .where('topic', '=', 'core.send-reset')
        .execute()
      return jobs.length
    }
    const before = await count()
    for (let i = 0; i < 8; i += 1) t.equal(await ask('viel@example.org'), undefined)
    t.equal((await count()) - before, 5)
  })

  await t.test('a change needs the current password, keeps this session and ends the others', async (t) => {
    const here = await logIn(wanted)
    await logIn(wanted)
    if (here.kind !== 'signed-in') throw new Error('not signed in')
    const change = { accountId: erika.id, sessionId: here.session.id, current: 'falsch geraten', password }
    await t.rejects(changePassword(request, mail, change), {
      code: 'auth.password-wrong',
      problems: [{ pointer: '/current' }],
    })
    await changePassword(request, mail, { ...change, current: wanted })
    t.match(await listSessions(database.em(), erika.id, request.now), [{ id: here.session.id }])
    t.match((await desk.mails()).at(-1), { to: email, subject: /password-changed/ })
    t.match(await logIn(password), { kind: 'signed-in' })
    const row = await findAccountByEmail(database.em(), 'citizen', email)
    t.not(row?.passwordHash, passwordHash)
  })
})
