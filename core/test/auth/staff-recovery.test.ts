import t from 'tap'
import { hashPassword } from '../../src/auth/password.ts'
import { loginWithPassword } from '../../src/auth/login.ts'
import {
  cancelRecovery,
  confirmRecovery,
  findRecovery,
  redeemRecovery,
  startRecovery,
} from '../../src/auth/staff-recovery.ts'
import { createStaffAccount, finishStaffSetup, staffSetupState, startStaffSetup } from '../../src/auth/staff-setup.ts'
import { newTotpSecret } from '../../src/auth/totp.ts'
import type { EntityManager } from '../../src/storage/database.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { generateSync } from 'otplib'
import { hour, openLoginDesk } from './login-desk.ts'

const password = 'drei kleine wörter'
const [first, second, third] = [1, 2, 3].map((n) => `018f0000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
]

eachDatabase(t, 'the recovery of a staff account', async (t, open) => {
  const desk = await openLoginDesk(open)
  const { database, request, events } = desk
  const passwordHash = await hashPassword(password)
  const within = <T>(work: (em: EntityManager) => Promise<T>) => unitOfWork(database, work)
  const staff = { email: 'kim@stadt.example', name: 'Kim', passwordHash, totpSecret: await newTotpSecret(), roles: [] }
  const kim = await within((em) => createStaffAccount(em, staff, request.now))
  const start = () => within((em) => startRecovery(em, kim.id, first, request.now))
  const confirm = (by: string) => within((em) => confirmRecovery(em, kim.id, by, request.now))

  await t.test('takes two who are not the owner', async (t) => {
    await t.rejects(
      within((em) => startRecovery(em, kim.id, kim.id, request.now)),
      { code: 'auth.own-account' },
    )
    const code = await start()
    t.match(code, /^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/, '120 bits')
    await t.rejects(redeemRecovery(request, code), { code: 'auth.recovery-unconfirmed' })
    await t.rejects(confirm(first), { code: 'auth.four-eyes' })
    await t.rejects(confirm(kim.id), { code: 'auth.own-account' })
    await confirm(second)
    t.match(await findRecovery(database.em(), kim.id, request.now), { startedBy: first, confirmedBy: second })
  })

  await t.test(
    'never confirms what somebody starts at that very moment, so that nobody confirms their own',
    async (t) => {
      for (let round = 0; round < 25; round += 1) {
        await start()
        const [code] = await Promise.all([
          within((em) => startRecovery(em, kim.id, second, request.now)),
          confirm(second).catch(() => undefined),
        ])
        const redeeming = redeemRecovery({ ...request, now: request.now, ip: `192.0.2.${round + 2}` }, code)
        await t.rejects(redeeming, { code: 'auth.recovery-unconfirmed' })
      }
    },
  )

  await t.test('of two started at the same moment only one stays', async (t) => {
    const codes = await Promise.all(
      [first, second].map((by) => within((em) => startRecovery(em, kim.id, by, request.now))),
    )
    await within((em) => confirmRecovery(em, kim.id, third, request.now))
    const redeemed = await Promise.allSettled(codes.map((code) => redeemRecovery(request, code)))
    t.equal(redeemed.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  await t.test('only the newest code counts, not after a day, and not when it was cancelled', async (t) => {
    const older = await start()
    const newer = await start()
    await confirm(second)
    await t.rejects(redeemRecovery(request, older), { code: 'auth.recovery-code-wrong' })
    desk.wait(24 * hour)
    await t.rejects(redeemRecovery(request, newer), { code: 'auth.recovery-code-wrong' })
    const cancelled = await start()
    await confirm(second)
    await within((em) => cancelRecovery(em, kim.id))
    await t.rejects(redeemRecovery(request, cancelled), { code: 'auth.recovery-code-wrong' })
  })

  await t.test('replaces password and second factor together, once', async (t) => {
    const code = await start()
    await confirm(second)
    const set = await redeemRecovery(request, ` ${code.toLowerCase()} `)
    await t.rejects(redeemRecovery(request, code), { code: 'auth.recovery-code-wrong' })
    const next = await startStaffSetup(request, set, { password: 'vier noch kleinere wörter' })
    t.match(
      await loginWithPassword(request, { realm: 'staff', email: staff.email, password }),
      { kind: 'code-needed' },
      'nothing has changed before the second factor works',
    )
    const state = await staffSetupState(database.em(), next, request.now)
    const secret = state?.step === 'code' ? state.totpSecret : ''
    t.not(secret, staff.totpSecret)
    const totp = generateSync({ secret, epoch: Math.floor(request.now.getTime() / 1000) })
    t.match(await finishStaffSetup(request, next, totp), { session: { accountId: kim.id } })
    t.match(events.slice(-2), [{ name: 'account-recovered', accountId: kim.id }, { name: 'login-succeeded' }])
    await t.rejects(loginWithPassword(request, { realm: 'staff', email: staff.email, password }), {
      code: 'auth.login-failed',
    })
  })
})
