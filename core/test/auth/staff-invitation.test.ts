import { generateSync } from 'otplib'
import t from 'tap'
import { createAccount, disableAccount, findAccountByEmail } from '../../src/auth/account.ts'
import { assignmentsOf, enableAccount, removeAssignment } from '../../src/auth/administration.ts'
import { assignRole } from '../../src/auth/grants.ts'
import { inviteStaff, openInvitations, withdrawInvitation } from '../../src/auth/staff-invitation.ts'
import { cancelRecovery, confirmRecovery, redeemRecovery, startRecovery } from '../../src/auth/staff-recovery.ts'
import { finishStaffSetup, staffSetupState, startStaffSetup } from '../../src/auth/staff-setup.ts'
import type { EntityManager } from '../../src/storage/database.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { hour, openLoginDesk } from './login-desk.ts'

const password = 'drei kleine wörter'
const roles = { clerk: ['report.read'] }
const [first, second] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002']

eachDatabase(t, 'an invitation', async (t, open) => {
  const desk = await openLoginDesk(open)
  const { database, request } = desk
  const within = <T>(work: (em: EntityManager) => Promise<T>) => unitOfWork(database, work)
  const chief = await within(async (em) => {
    const staff = { realm: 'staff', email: 'carla@stadt.example', name: 'Carla', passwordHash: 'x' } as const
    const account = await createAccount(em, { ...staff, totpSecret: 'A', locale: 'de' }, request.now)
    await assignRole(em, account.id, { role: 'clerk', unit: 'stadt/' })
    return account
  })
  let invited = 0
  const invite = () => {
    const person = { name: 'Kim', email: `kim-${++invited}@stadt.example` }
    const role = { role: 'clerk', unit: 'stadt/fb32/' }
    return within((em) => inviteStaff(em, { roles: [role], person, invitedBy: chief.id }, request.now))
  }
  const start = (secret: string) => startStaffSetup(request, secret, { password })
  const finish = async (next: string) => {
    const state = await staffSetupState(database.em(), next, request.now)
    const secret = state?.step === 'code' ? state.totpSecret : ''
    const code = generateSync({ secret, epoch: Math.floor(request.now.getTime() / 1000) })
    return finishStaffSetup(request, next, code, { roles })
  }
  const isVoid = { code: 'auth.invitation-void', status: 403 }

  await t.test('makes an account while its inviter may give the role', async (t) => {
    t.match(await finish(await start(await invite())), { session: { realm: 'staff' } })
  })

  await t.test('is worth nothing once its inviter is shut out, whatever step it is in', async (t) => {
    const next = await start(await invite())
    await within((em) => disableAccount(em, chief.id, request.now))
    await t.rejects(finish(next), isVoid)
    t.equal(await findAccountByEmail(database.em(), 'staff', `kim-${invited}@stadt.example`), undefined)
    await within((em) => enableAccount(em, chief.id))
    t.match(await finish(next), { kind: 'signed-in' }, 'nothing was used up')
  })

  await t.test('nor when they have lost the role, or hold it for a shorter time', async (t) => {
    const next = await start(await invite())
    const [held] = await assignmentsOf(database.em(), [chief.id])
    await within(async (em) => {
      await removeAssignment(em, held!.id)
      const validTo = new Date(request.now.getTime() + hour * 1000)
      await assignRole(em, chief.id, { role: 'clerk', unit: 'stadt/', validTo })
    })
    await t.rejects(finish(next), isVoid, 'for good, by somebody who goes in an hour')
    desk.wait(hour)
    await t.rejects(finish(next), isVoid)
    await within((em) => assignRole(em, chief.id, { role: 'clerk', unit: 'stadt/' }))
  })

  await t.test('without an inviter gives nothing', async (t) => {
    const person = { name: 'Kim', email: 'von-niemandem@stadt.example' }
    const roles = [{ role: 'clerk', unit: '' }]
    await t.rejects(finish(await start(await within((em) => inviteStaff(em, { roles, person }, request.now)))), isVoid)
  })

  await t.test('lasts a day from when it was sent: the first step does not prolong it', async (t) => {
    const secret = await invite()
    desk.wait(23 * hour)
    const next = await start(secret)
    desk.wait(hour)
    t.equal(await staffSetupState(database.em(), next, request.now), null)
    await t.rejects(finishStaffSetup(request, next, '000000'), { code: 'auth.token-invalid' })
  })

  await t.test('is listed in both of its steps, and withdrawn in both', async (t) => {
    const secrets = [await invite(), await start(await invite())]
    const listed = await openInvitations(database.em(), request.now)
    t.match(
      listed.map(({ payload }) => payload),
      [{ person: { email: `kim-${invited}@stadt.example` } }, { invitedBy: chief.id }],
    )
    for (const { id } of listed) t.equal(await within((em) => withdrawInvitation(em, id)), true)
    for (const secret of secrets) t.equal(await staffSetupState(database.em(), secret, request.now), null)
    t.same(await openInvitations(database.em(), request.now), [])
    t.equal(await within((em) => withdrawInvitation(em, listed[0]!.id)), false)
  })

  await t.test('of a recovery ends with it, also when the code was used', async (t) => {
    const redeemed = async () => {
      const code = await within((em) => startRecovery(em, chief.id, first, request.now))
      await within((em) => confirmRecovery(em, chief.id, second, request.now))
      return redeemRecovery(request, code)
    }
    const secret = await redeemed()
    await within((em) => cancelRecovery(em, chief.id))
    await t.rejects(start(secret), { code: 'auth.token-invalid' })
    const next = await start(await redeemed())
    await within((em) => startRecovery(em, chief.id, first, request.now))
    await t.rejects(
      finishStaffSetup(request, next, '000000'),
      { code: 'auth.token-invalid' },
      'a new recovery begins from the start',
    )
    t.same(await openInvitations(database.em(), request.now), [], 'and is no invitation')
  })
})
