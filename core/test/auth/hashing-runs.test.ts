import t from 'tap'
import { createAccount, disableAccount } from '../../src/auth/account.ts'
import { loginWithPassword } from '../../src/auth/login.ts'
import { type PasswordHasher, argon2, hashPassword } from '../../src/auth/password.ts'
import { requestReset } from '../../src/auth/password-reset.ts'
import { register } from '../../src/auth/registration.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { openLoginDesk } from './login-desk.ts'

const password = 'drei kleine wörter'
const mail = {
  portal: 'Teststadt',
  say: () => 'words',
  confirmUrl: (secret: string) => `http://localhost/${secret}`,
  loginUrl: 'http://localhost/anmelden',
}

/** Argon2 that notes what it was made to do, with the cost of each run. */
function countingHasher() {
  const runs: string[] = []
  const hasher: PasswordHasher = {
    async hash(wanted) {
      const made = await argon2.hash(wanted)
      runs.push(`hash ${costOf(made)}`)
      return made
    },
    verify(stored, given) {
      runs.push(`verify ${costOf(stored)}`)
      return argon2.verify(stored, given)
    },
  }
  return { hasher, take: () => runs.splice(0) }
}

const costOf = (stored: string): string => stored.split('$').slice(1, 4).join(' ')

eachDatabase(t, 'the slow work does not tell who has an account', async (t, open) => {
  const desk = await openLoginDesk(open)
  const { hasher, take } = countingHasher()
  const request = { ...desk.request, now: desk.request.now, hasher }
  const passwordHash = await hashPassword(password)
  await unitOfWork(desk.database, async (em) => {
    const person = (name: string, realm: 'citizen' | 'staff' = 'citizen') =>
      ({ realm, email: `${name}@example.org`, name, passwordHash, locale: 'de' }) as const
    await createAccount(em, person('erika'), request.now)
    await createAccount(em, person('kim', 'staff'), request.now)
    const shut = await createAccount(em, person('ali'), request.now)
    await disableAccount(em, shut.id, request.now)
    await createAccount(em, { ...person('petra'), passwordHash: null }, request.now)
  })
  const once = ['verify argon2id v=19 m=19456,t=2,p=1']

  await t.test('a login runs argon2 once at one cost, whoever is meant', async (t) => {
    for (const realm of ['citizen', 'staff'] as const) {
      for (const name of ['erika', 'kim', 'ali', 'petra', 'niemand']) {
        const login = { realm, email: `${name}@example.org`, password: 'falsch geraten' }
        await t.rejects(loginWithPassword(request, login), { code: 'auth.login-failed' })
        t.same(take(), once, `${name} as ${realm}`)
      }
    }
  })

  await t.test('a registration hashes once, whether or not the address is known', async (t) => {
    for (const email of ['erika@example.org', 'neu@example.org']) {
      await register(request, mail, { email, name: 'Neu', password, locale: 'de' })
      t.same(take(), ['hash argon2id v=19 m=19456,t=2,p=1'], email)
    }
  })

  await t.test('asking for a new password hashes nothing', async (t) => {
    for (const email of ['erika@example.org', 'niemand@example.org']) await requestReset(request, email, () => {})
    t.same(take(), [])
  })
})
