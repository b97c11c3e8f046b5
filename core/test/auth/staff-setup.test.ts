import { generateSync } from 'otplib'
import t from 'tap'
import { loginWithCode, loginWithPassword } from '../../src/auth/login.ts'
import { createSessions } from '../../src/auth/resolve-actor.ts'
import { finishStaffSetup, issueFirstStaffToken, staffSetupState, startStaffSetup } from '../../src/auth/staff-setup.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { hour, openLoginDesk } from './login-desk.ts'

const details = { email: 'kim@stadt.example', name: 'Kim Verwaltung', password: 'drei kleine wörter' }
const roles = [{ role: 'administrator', unit: '' }]

eachDatabase(t, 'the first staff account', async (t, open) => {
  const desk = await openLoginDesk(open)
  const { database, request, events } = desk
  const issue = () => unitOfWork(database, (em) => issueFirstStaffToken(em, roles, request.now))
  const state = (secret: string) => staffSetupState(database.em(), secret, request.now)
  const code = (secret: string) => generateSync({ secret, epoch: Math.floor(request.now.getTime() / 1000) })

  const printedBefore = (await issue()) ?? ''
  const printed = (await issue()) ?? ''
  t.equal(await state(printedBefore), null, 'only what was printed last counts')
  t.same(await state(printed), { step: 'details', person: null, recovers: false })

  await t.rejects(startStaffSetup(request, printed, { ...details, password: 'passwort' }), {
    code: 'auth.password-too-common',
  })
  const next = await startStaffSetup(request, printed, details)
  t.equal(await state(printed), null, 'used up')
  const started = await state(next)
  if (started?.step !== 'code') throw new Error('not at the second step')
  t.match(started, { email: 'kim@stadt.example' })
  await t.rejects(
    loginWithPassword(request, { realm: 'staff', ...details }),
    { code: 'auth.login-failed' },
    'no account without a second factor',
  )

  await t.rejects(finishStaffSetup(request, next, '000000'), { code: 'auth.code-wrong' })
  const first = code(started.totpSecret)
  const signedIn = await finishStaffSetup(request, next, first)
  t.match(signedIn, { kind: 'signed-in', returnPath: '/staff', session: { realm: 'staff' } })
  t.match(events.slice(-2), [{ name: 'account-created', realm: 'staff' }, { name: 'login-succeeded' }])
  await t.rejects(finishStaffSetup(request, next, first), { code: 'auth.token-invalid' })
  t.equal(await issue(), null, 'there is a staff account now')

  const sessions = createSessions({
    database,
    clock: () => request.now,
    roles: { administrator: ['portal.administer'] },
    secure: false,
  })
  t.match(await sessions.find('staff', signedIn.secret), {
    actor: { name: 'Kim Verwaltung', grants: [{ permission: 'portal.administer', unit: '' }] },
  })

  const step = await loginWithPassword(request, { realm: 'staff', ...details })
  if (step.kind !== 'code-needed') throw new Error('no code needed')
  await t.rejects(loginWithCode(request, step.secret, first), { code: 'auth.code-wrong' }, 'the first code is used')
  desk.wait(31)
  t.match(await loginWithCode(request, step.secret, code(started.totpSecret)), { kind: 'signed-in' })
})

eachDatabase(t, 'the printed secret lasts a day', async (t, open) => {
  const desk = await openLoginDesk(open)
  const secret = await unitOfWork(desk.database, (em) => issueFirstStaffToken(em, roles, desk.request.now))
  desk.wait(24 * hour)
  await t.rejects(startStaffSetup(desk.request, secret ?? '', details), { code: 'auth.token-invalid' })
})
