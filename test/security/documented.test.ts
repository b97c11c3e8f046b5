import { readFileSync } from 'node:fs'
import t from 'tap'
import { mostValues } from '../../core/src/action/unstorable.ts'
import { attemptLifetime } from '../../core/src/auth/login-attempt.ts'
import { challengeLifetime } from '../../core/src/auth/passkey.ts'
import { contextWords, passwordLength } from '../../core/src/auth/password.ts'
import { perNetwork, perSubject, waitAfter } from '../../core/src/auth/rate-limit.ts'
import { sessionLimits } from '../../core/src/auth/session.ts'
import { accountActions } from '../../core/src/portal/account/account-module.ts'
import { nextReply } from '../../core/src/portal/account/registration-actions.ts'
import { limits, mostFields, mostFiles } from '../../core/src/web/limits.ts'
import { root } from '../run.ts'

process.chdir(root)
const page = readFileSync('docs/security.md', 'utf8')

/** The cells of the table below a heading, without its head. */
const tableOf = (heading: string): string[][] => {
  const [, after = ''] = page.split(`### ${heading}\n`)
  const lines = (after.split(/^#/m)[0] ?? '').split('\n').filter((line) => line.startsWith('| '))
  return lines.slice(2).map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  )
}
const source = (file: string) => readFileSync(file, 'utf8')
const minutes = (milliseconds: number) => `${milliseconds / 60_000} minutes`
const hours = (milliseconds: number) => `${milliseconds / 3_600_000} hours`

t.test('the limits in the guide are those of the code', async (t) => {
  const free = (file: string, pattern: RegExp) => `${pattern.exec(source(file))?.[1]} free`
  const { memory, passes } = /memoryCost: (?<memory>[\d_]+), timeCost: (?<passes>\d+)/.exec(
    source('core/src/auth/password.ts'),
  )!.groups as { memory: string; passes: string }
  t.same(Object.fromEntries(tableOf('Limits')), {
    'Guesses at one account or one secret': `${perSubject('x', 'y').free} free`,
    'Attempts from one network': `${perNetwork('x', '192.0.2.1').free} free`,
    'Logins at a provider from one network': free('core/src/auth/provider-login.ts', /request\.ip, (\d+)\)/),
    'Recovery codes from one network': free('core/src/auth/staff-recovery.ts', /'recovery', ip, (\d+)\)/),
    'Longest wait': minutes(waitAfter(1_000, 4)),
    'Session without a request': minutes(sessionLimits.idle),
    'Session of a citizen, at the longest': hours(sessionLimits.absolute.citizen),
    'Session of staff, at the longest': hours(sessionLimits.absolute.staff),
    'Challenge of a passkey': minutes(challengeLifetime),
    'Login under way, e.g. at a provider': minutes(attemptLifetime),
    'Password, in characters': `${passwordLength.min} to ${passwordLength.max}`,
    'Slow work for a password': `${Number(memory.replace('_', '')) / 1024} MiB, ${passes} passes`,
    'Body of a request without files': `${limits.body} MiB`,
    'Texts that come with files': `${limits.body} MiB, ${mostFields} texts`,
    'Values in a body': mostValues.toLocaleString('en'),
    'All files of a request': `${limits.files} MiB, ${mostFiles} files`,
  })
})

t.test('how many sessions there may be, and how they go with a provider’s, is in the guide', async (t) => {
  t.match(page, 'An account may have any number of sessions; each is listed and can be ended')
  t.match(
    page.replace(/\s+/g, ' '),
    /A session is the portal's own: it lives within the limits above, whatever becomes/,
  )
})

t.test('the words that are no passwords are those of the code', async (t) => {
  const [, block = ''] = /```text\n([^`]+)```/.exec(page) ?? []
  t.same(block.trim().split(/\s+/), contextWords)
})

t.test('every way in is in the guide', async (t) => {
  const opening = Object.entries(accountActions).filter(([, { definition }]) => definition.reply === nextReply)
  const named = tableOf('Ways in').flatMap((cells) => cells.at(-1)?.match(/core\.\w+/g) ?? [])
  t.same(named.sort(), opening.map(([name]) => `core.${name}`).sort())
})

t.test('the inventory of keys and algorithms is that of the code', async (t) => {
  const rows = tableOf('Keys and algorithms')
  const text = rows.flat().join(' ')
  for (const used of ['AES-256-GCM', 'HMAC-SHA-256', 'HKDF-SHA-256', 'Ed25519', 'Argon2id', 'SHA-384', 'HMAC-SHA-1']) {
    t.match(text, used)
  }
  const kept = [...source('docs/run-a-deployment.md').matchAll(/^\| `([\w/]+\.(?:pem|key))`/gm)].map(
    ([, file = '']) => file,
  )
  t.ok(kept.length >= 3)
  for (const file of kept) t.match(text, `\`${file}\``)
  t.ok(rows.every((cells) => cells.length === 5 && cells.every((cell) => cell !== '')))
})

t.test('whom the portal talks to is in the guide', async (t) => {
  const named = tableOf('Whom the portal talks to').flatMap((cells) => cells.at(-1)?.match(/[\w/-]+\.ts/g) ?? [])
  const rules = source('test/security/source-rules.test.ts')
  const allowed = /t\.same\(asking\.sort\(\), \[([^\]]+)\]/.exec(rules)?.[1]?.match(/[\w/-]+\.ts/g) ?? []
  t.ok(allowed.length > 0)
  t.same(named.sort(), [...allowed].sort())
})

t.test('SECURITY.md says how fast weaknesses are mended', async (t) => {
  const times = [...source('SECURITY.md').matchAll(/^\| (Critical|High|Medium|Low).*\| (\d+) (working )?days +\|$/gm)]
  t.same(
    times.map(([, how]) => how),
    ['Critical', 'High', 'Medium', 'Low'],
  )
  const days = times.map(([, , count]) => Number(count))
  t.same(
    days,
    [...days].sort((one, other) => one - other),
    'the worse, the faster',
  )
})
