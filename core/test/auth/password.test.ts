import { createRequire } from 'node:module'
import t from 'tap'
import {
  type PasswordHasher,
  argon2,
  assertPasswordAcceptable,
  hashPassword,
  verifyPassword,
} from '../../src/auth/password.ts'

t.test('a password has 8 to 128 characters, and no rule about their kinds', async (t) => {
  t.throws(() => assertPasswordAcceptable('kurz123'), { code: 'auth.password-too-short' })
  t.throws(() => assertPasswordAcceptable('ab '.repeat(43)), { code: 'auth.password-too-long' })
  t.doesNotThrow(() => assertPasswordAcceptable('drei kleine wörter'))
  t.doesNotThrow(() => assertPasswordAcceptable('🔑🚲🌧️🥨🧦🎈🪁🧭'))
})

t.test('what attackers try first is refused, also in capitals, and what others know about the person', async (t) => {
  for (const guess of ['passwort', 'Passwort1', '12345678', 'QWERTZUIOP', 'aaaaaaaaaa', 'abcabcabcabc']) {
    t.throws(() => assertPasswordAcceptable(guess), { code: 'auth.password-too-common' }, guess)
  }
  const personal = ['erika.mustermann@example.org', 'Erika Mustermann']
  t.throws(() => assertPasswordAcceptable('Erika.Mustermann', personal), { code: 'auth.password-too-common' })
  t.throws(() => assertPasswordAcceptable('erika mustermann', personal), { code: 'auth.password-too-common' })
})

t.test('of the most common passwords of the world none is accepted', async (t) => {
  const { dictionary } = createRequire(import.meta.url)('@zxcvbn-ts/language-common') as {
    dictionary: Record<'passwords-common', string[]>
  }
  const longEnough = dictionary['passwords-common'].filter((one) => [...one].length >= 8)
  t.ok(longEnough.length >= 3_000, `${longEnough.length} passwords`)
  const accepted = longEnough.filter((guess) => {
    try {
      assertPasswordAcceptable(guess.toUpperCase().toLowerCase())
      return true
    } catch {
      return false
    }
  })
  t.same(accepted, [])
})

t.test('words of the place are no password, whatever stands around them', async (t) => {
  const here = ['Stadt Aachen (Beispiel)']
  for (const guess of [
    'Aachen2026!',
    'stadt-aachen',
    'AachenAachen',
    'Rathaus123',
    'serviceportal',
    'Bürgerservice!',
  ]) {
    t.throws(() => assertPasswordAcceptable(guess, here), { code: 'auth.password-too-common' }, guess)
  }
  t.doesNotThrow(() => assertPasswordAcceptable('der dom von aachen im regen', here))
})

t.test('a hash is argon2id with 19 MiB and two passes, and never twice the same', async (t) => {
  const one = await hashPassword('drei kleine wörter')
  t.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  t.not(one, await hashPassword('drei kleine wörter'))
  t.ok(await verifyPassword(one, 'drei kleine wörter'))
  t.notOk(await verifyPassword(one, 'drei kleine Wörter'))
})

t.test('the same letters count, however the keyboard composes them', async (t) => {
  const hash = await hashPassword('schöne grüße'.normalize('NFC'))
  t.ok(await verifyPassword(hash, 'schöne grüße'.normalize('NFD')))
})

t.test('without a stored hash nothing fits, and the same work is done', async (t) => {
  const costs: string[] = []
  const hasher: PasswordHasher = {
    hash: argon2.hash,
    verify(stored, given) {
      costs.push(stored.split('$').slice(1, 4).join(' '))
      return argon2.verify(stored, given)
    },
  }
  const stored = await hashPassword('drei kleine wörter')
  t.notOk(await verifyPassword(stored, 'falsch geraten', hasher))
  t.notOk(await verifyPassword(null, 'falsch geraten', hasher))
  t.notOk(await verifyPassword(null, 'an account that does not exist', hasher))
  t.equal(costs.length, 3)
  t.equal(new Set(costs).size, 1)
})

t.test('a password of 128 characters counts to its last one', async (t) => {
  const long = 'ß'.repeat(127)
  assertPasswordAcceptable(`${long}a`)
  const stored = await hashPassword(`${long}a`)
  t.ok(await verifyPassword(stored, `${long}a`))
  t.notOk(await verifyPassword(stored, `${long}b`), 'nothing is cut off')
})
