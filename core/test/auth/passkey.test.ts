import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import t from 'tap'
import { createAccount } from '../../src/auth/account.ts'
import { beginPasskeyLogin, finishPasskeyLogin } from '../../src/auth/passkey-login.ts'
import { beginPasskeyRegistration, finishPasskeyRegistration } from '../../src/auth/passkey-registration.ts'
import { listPasskeys } from '../../src/auth/passkey.ts'
import { unitOfWork } from '../../src/storage/unit-of-work.ts'
import { eachDatabase } from '../../src/testing/databases.ts'
import { openLoginDesk } from './login-desk.ts'

const party = { name: 'Teststadt', origin: 'https://service.example.de' }
const mail = { portal: 'Teststadt', say: () => 'words' }
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest()
const present = 0x01
const verified = 0x04
const attested = 0x40

interface Ceremony {
  challenge: string
  origin?: string
  flags?: number
  counter?: number
}

/** An authenticator in software: one ES256 key, answers as a browser hands them on (WebAuthn level 3, 6.1 and 6.5). */
function newAuthenticator() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  const clientData = (type: string, { challenge, origin = party.origin }: Ceremony) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const data = (flags: number, counter: number) => {
    const head = Buffer.alloc(5)
    head[0] = flags
    head.writeUInt32BE(counter, 1)
    return Buffer.concat([sha256('service.example.de'), head])
  }
  const shell = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' as const }
  return {
    create(ceremony: Ceremony) {
      const key = new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
      ])
      const credential = [Buffer.alloc(16), Buffer.of(0, id.length), id, Buffer.from(isoCBOR.encode(key))]
      const authData = Buffer.concat([data(ceremony.flags ?? present | verified | attested, 0), ...credential])
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ])
      return {
        ...shell,
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', ceremony).toString('base64url'),
          attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url'),
        },
      }
    },
    get(ceremony: Ceremony) {
      const said = clientData('webauthn.get', ceremony)
      const authenticatorData = data(ceremony.flags ?? present | verified, ceremony.counter ?? 1)
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(said)]), privateKey)
      return {
        ...shell,
        clientExtensionResults: {},
        response: {
          clientDataJSON: said.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      }
    },
  }
}

eachDatabase(t, 'passkeys', async (t, open) => {
  const { database, request, events } = await openLoginDesk(open)
  const account = await unitOfWork(database, (em) =>
    createAccount(
      em,
      { realm: 'citizen', email: 'erika@example.org', name: 'Erika', passwordHash: 'x', locale: 'de' },
      request.now,
    ),
  )
  const authenticator = newAuthenticator()
  const register = async (make: (challenge: string) => ReturnType<typeof authenticator.create>) => {
    const { options, secret } = await beginPasskeyRegistration(request, party, account.id)
    const response = make(options.challenge)
    return finishPasskeyRegistration(request, party, mail, { accountId: account.id, secret, response, label: 'Laptop' })
  }
  const logIn = async (answer: (challenge: string) => ReturnType<typeof authenticator.get>) => {
    const { options, secret } = await beginPasskeyLogin(request, party, 'citizen', '/konto')
    return finishPasskeyLogin(request, party, 'citizen', { secret, response: answer(options.challenge) })
  }

  await t.test('one is kept with its public key, for its owner, and once', async (t) => {
    const failed = { code: 'auth.passkey-failed' }
    await t.rejects(
      register((challenge) => authenticator.create({ challenge, origin: 'https://evil.example' })),
      failed,
      'made on another site',
    )
    await t.rejects(
      register((challenge) => authenticator.create({ challenge, flags: present | attested })),
      failed,
      'nobody was verified',
    )
    await t.rejects(
      register(() => authenticator.create({ challenge: 'bm90IG91cnM' })),
      failed,
      'of another challenge',
    )
    await register((challenge) => authenticator.create({ challenge }))
    t.match(await listPasskeys(database.em(), account.id), [{ label: 'Laptop', counter: 0, usedAt: null }])
    await t.rejects(
      register((challenge) => authenticator.create({ challenge })),
      { code: 'auth.passkey-taken' },
    )
  })

  await t.test('it opens a session of its owner, and its counter moves on', async (t) => {
    const signedIn = await logIn((challenge) => authenticator.get({ challenge, counter: 5 }))
    t.match(signedIn, { session: { accountId: account.id, trust: 'basis', provider: 'passkey' }, returnPath: '/konto' })
    t.match(await listPasskeys(database.em(), account.id), [{ counter: 5, usedAt: request.now }])
    t.match(events.at(-1), { name: 'login-succeeded', provider: 'passkey' })
  })

  await t.test('copies, other sites, unverified people and strangers open nothing', async (t) => {
    const failed = { code: 'auth.passkey-failed' }
    const attacks: Record<string, (challenge: string) => ReturnType<typeof authenticator.get>> = {
      'a counter that does not rise': (challenge) => authenticator.get({ challenge, counter: 5 }),
      'another site': (challenge) => authenticator.get({ challenge, counter: 6, origin: 'https://evil.example' }),
      'nobody was verified': (challenge) => authenticator.get({ challenge, counter: 6, flags: present }),
      'another challenge': () => authenticator.get({ challenge: 'bm90IG91cnM', counter: 6 }),
      'an unknown passkey': (challenge) => newAuthenticator().get({ challenge, counter: 6 }),
    }
    for (const [name, answer] of Object.entries(attacks)) await t.rejects(logIn(answer), failed, name)
    t.match(events.at(-1), { name: 'login-failed', reason: 'auth.passkey-failed' })
  })

  await t.test('an answer counts once, in the browser that asked', async (t) => {
    const { options, secret } = await beginPasskeyLogin(request, party, 'citizen', undefined)
    const response = authenticator.get({ challenge: options.challenge, counter: 9 })
    const finish = (by = secret) => finishPasskeyLogin(request, party, 'citizen', { secret: by, response })
    await t.rejects(finish('another browser'), { code: 'auth.attempt-expired' })
    t.ok(await finish())
    await t.rejects(finish(), { code: 'auth.attempt-expired' })
  })
})
